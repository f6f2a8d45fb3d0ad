def diagnose(losses, best):
    losses = np.asarray(losses, dtype=float)
    if not np.all(np.isfinite(losses)) or losses[-1] > losses[0]:
        return "too large"
    gap = (losses[-1] - best) / (losses[0] - best)
    if gap < 0.01:
        return "good"
    return "too small"
