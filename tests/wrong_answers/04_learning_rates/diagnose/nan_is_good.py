# diagnosis: nan_slips_through
# public check: fails
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if last > first:
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
