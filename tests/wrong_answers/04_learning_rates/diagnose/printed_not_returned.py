# diagnosis: printed_not_returned
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return print("too large")
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return print("too small")
    return print("good")
