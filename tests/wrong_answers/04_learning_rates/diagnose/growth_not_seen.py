# diagnosis: growth_not_seen
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last):
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
