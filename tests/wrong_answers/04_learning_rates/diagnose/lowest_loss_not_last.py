# diagnosis: lowest_loss_not_last
# says: It looks at the lowest loss of the curve.
# asks: Where does the curve end, and what does the rule compare?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    last = np.min(losses)
    if not np.isfinite(last):
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
