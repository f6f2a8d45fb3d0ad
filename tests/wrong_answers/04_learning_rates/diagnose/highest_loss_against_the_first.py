# diagnosis: rise_on_the_way
def diagnose(losses, best):
    if not all(map(np.isfinite, losses)) or max(losses) > losses[0]:
        return "too large"
    gap = (losses[-1] - best) / (losses[0] - best)
    return "too small" if gap > 0.10 else "good"
