def regime(curvature, learning_rate):
    x0 = 1.0
    x1 = x0 - learning_rate * curvature * x0
    x2 = x1 - learning_rate * curvature * x1
    if x1 == 0:
        return "one-step"
    if x2 == x0:
        return "cycles"
    if abs(x1) > abs(x0):
        return "diverges"
    return "monotone" if x1 > 0 else "alternating"
