# diagnosis: product_forgotten
def regime(curvature, learning_rate):
    p = curvature
    if p < 1:
        return "monotone"
    if p == 1:
        return "one-step"
    if p < 2:
        return "alternating"
    if p == 2:
        return "cycles"
    return "diverges"
