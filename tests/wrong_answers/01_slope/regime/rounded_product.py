# diagnosis: none
def regime(curvature, learning_rate):
    p = round(curvature * learning_rate, 1)
    if p < 1:
        return "monotone"
    elif p == 1:
        return "one-step"
    elif p < 2:
        return "alternating"
    elif p == 2:
        return "cycles"
    return "diverges"
