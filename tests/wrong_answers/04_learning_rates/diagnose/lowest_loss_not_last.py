# diagnosis: lowest_loss_not_last
def diagnose(losses, best):
    first, last = losses[0], losses[-1]
    last = np.min(losses)
    if not np.isfinite(last):
        return "too large"
    gap = (last - best) / (first - best)
    if gap > 0.10:
        return "too small"
    return "good"
