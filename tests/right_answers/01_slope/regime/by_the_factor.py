def regime(curvature, learning_rate):
    factor = 1 - learning_rate * curvature
    if factor > 0:
        return "monotone"
    if factor == 0:
        return "one-step"
    if factor > -1:
        return "alternating"
    return "cycles" if factor == -1 else "diverges"
