# diagnosis: none
def regime(curvature, learning_rate):
    factor = 1 - curvature * learning_rate
    if abs(factor) < 0.01:
        return "one-step"
    if abs(factor + 1) < 0.01:
        return "cycles"
    if abs(factor) > 1:
        return "diverges"
    return "monotone" if factor > 0 else "alternating"
