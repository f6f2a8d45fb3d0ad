# diagnosis: not_relative
# says: The gap is not compared with the way there was to go.
# asks: Does the verdict change when the losses come in other units?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = last - best
    if gap > 0.10:
        return "too small"
    return "good"
