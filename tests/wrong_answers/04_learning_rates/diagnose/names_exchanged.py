# diagnosis: names_exchanged
# says: The names for small and good rates are exchanged.
# asks: Which of the two leaves the larger gap?
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "good"
    return "too small"
