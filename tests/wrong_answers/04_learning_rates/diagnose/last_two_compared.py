# diagnosis: inf_slips_through
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if np.isnan(last) or last > losses[-2]:
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
