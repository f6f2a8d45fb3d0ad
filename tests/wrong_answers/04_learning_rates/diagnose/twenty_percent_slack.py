# diagnosis: growth_not_seen
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > 1.2 * first:
        return "too large"
    gap = (last - best) / (first - best)
    return "good" if gap <= 0.12 else "too small"
