# diagnosis: way_done_not_way_left
# says: The share that is done is taken for the share that is left.
# asks: What is the gap of a curve that has not moved at all?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (first - last) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
