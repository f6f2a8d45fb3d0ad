# diagnosis: flat_end_trusted
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10 and losses[-2] - last > 1e-6:
        return "too small"
    return "good"
