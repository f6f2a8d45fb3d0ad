# diagnosis: flat_end_trusted
# says: A flat end is taken for the lowest loss.
# asks: Can a curve be flat and still far from the best?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10 and losses[-2] - last > 1e-6:
        return "too small"
    return "good"
