# diagnosis: too_strict
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.005:
        return "too small"
    return "good"
