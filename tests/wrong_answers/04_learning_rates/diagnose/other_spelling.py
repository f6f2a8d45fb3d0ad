# diagnosis: other_spelling
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > first:
        return "too_large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "too_small"
    return "good"
