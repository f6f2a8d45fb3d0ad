# diagnosis: not_relative
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = last - best
    if gap > 0.10:
        return "too small"
    return "good"
