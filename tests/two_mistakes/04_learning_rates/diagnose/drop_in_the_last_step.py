# mistakes: judges by the last step
def diagnose(losses, best):
    if np.isnan(losses[-1]) or losses[-1] > losses[-2]:
        return "too large"
    return "too small" if losses[-2] - losses[-1] > 1.0 else "good"
