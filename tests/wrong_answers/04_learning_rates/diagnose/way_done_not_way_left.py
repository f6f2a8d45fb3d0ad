# diagnosis: way_done_not_way_left
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (first - last) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
