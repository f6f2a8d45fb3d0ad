# diagnosis: growth_not_seen
def diagnose(losses, best):
    if not np.isfinite(losses[-1]) or losses[-1] > losses[-2]:
        return "too large"
    gap = (losses[-1] - best) / (losses[0] - best)
    return "good" if gap < 0.01 else "too small"
