# diagnosis: too_lax
def diagnose(losses, best):
    if np.isnan(losses[-1]) or losses[-1] > losses[0]:
        return "too large"
    gap = round((losses[-1] - best) / (losses[0] - best), 1)
    return "too small" if gap > 0.1 else "good"
