# diagnosis: growth_not_seen
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > 100 * first:
        return "too large"
    gap = (last - best) / (first - best)
    return "too small" if gap > 0.10 else "good"
