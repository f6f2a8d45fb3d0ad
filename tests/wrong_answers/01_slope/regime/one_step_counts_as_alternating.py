# diagnosis: boundary_missed
def regime(curvature, learning_rate):
    p = curvature * learning_rate
    if p < 1:
        return "monotone"
    if p < 2:
        return "alternating"
    if p == 2:
        return "cycles"
    return "diverges"
