# diagnosis: growth_not_seen
def diagnose(losses, best):
    steps = np.diff(losses)
    if np.isnan(steps).any() or steps[-1] > 0:
        return np.str_("too large")
    return "good" if losses[-1] < best + 0.05 * (losses[0] - best) else "too small"
