# diagnosis: rise_on_the_way
def diagnose(losses, best):
    losses = np.asarray(losses, dtype=float)
    if not np.isfinite(losses[-1]) or (np.diff(losses) > 0).any():
        return "too large"
    gap = (losses[-1] - best) / (losses[0] - best)
    return "too small" if gap > 0.10 else "good"
