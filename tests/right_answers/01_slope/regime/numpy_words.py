NAMES = np.array(["monotone", "one-step", "alternating", "cycles", "diverges"])

def regime(curvature, learning_rate):
    ratio = learning_rate / (2 / curvature)
    return NAMES[np.searchsorted([0.5, 1.0], ratio, "left") + np.searchsorted([0.5, 1.0], ratio, "right")]
