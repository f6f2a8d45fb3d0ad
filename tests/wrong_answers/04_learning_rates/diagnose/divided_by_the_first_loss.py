# diagnosis: divided_by_the_first_loss
# says: The gap is divided by the first loss, not by the whole way.
# asks: How long is the way from the first loss to the lowest possible one?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (last - best) / first
    if gap > 0.10:
        return "too small"
    return "good"
