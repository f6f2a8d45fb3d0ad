# diagnosis: boundary_missed
def regime(curvature, learning_rate):
    p = curvature * learning_rate
    if p < 1:
        return "monotone"
    if p == 1:
        return "one-step"
    if p <= 2:
        return "alternating"
    return "diverges"
