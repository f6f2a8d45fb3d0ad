def diagnose(losses, best):
    first, *_, last = losses
    gap = (last - best) / (first - best)
    if gap <= 0.05:
        return "good"
    if gap <= 1:
        return "too small"
    return "too large"
