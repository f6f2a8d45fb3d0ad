# diagnosis: quotient_not_product
def regime(curvature, learning_rate):
    p = learning_rate / curvature
    if p < 1:
        return "monotone"
    if p == 1:
        return "one-step"
    if p < 2:
        return "alternating"
    if p == 2:
        return "cycles"
    return "diverges"
