# diagnosis: boundary_missed
def regime(curvature, learning_rate):
    p = learning_rate * curvature
    if p < 1:
        return "monotone"
    if p == 1:
        return "alternating"
    if p < 2:
        return "alternating"
    if p == 2:
        return "diverges"
    return "diverges"
