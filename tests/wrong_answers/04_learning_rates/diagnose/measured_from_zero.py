# diagnosis: measured_from_zero
# says: The gap is measured from zero.
# asks: What is the lowest loss that any line can reach here?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = last / first
    if gap > 0.10:
        return "too small"
    return "good"
