# diagnosis: growth_not_seen
def diagnose(losses, best):
    gap = (losses[-1] - best) / (losses[0] - best)
    if gap > 0.10:
        return "too small"
    if gap < 0.01:
        return "good"
    return "too large"
