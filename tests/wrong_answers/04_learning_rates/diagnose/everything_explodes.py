# diagnosis: everything_explodes
# says: A falling curve is called too large.
# asks: Which two losses does the rule compare for that?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > best:
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
