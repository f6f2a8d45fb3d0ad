# diagnosis: boundaries_swapped
def regime(curvature, learning_rate):
    p = learning_rate * curvature
    if p < 1:
        return "monotone"
    if p == 1:
        return "cycles"
    if p < 2:
        return "alternating"
    if p == 2:
        return "one-step"
    return "diverges"
