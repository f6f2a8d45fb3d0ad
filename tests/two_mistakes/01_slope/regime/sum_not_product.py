# mistakes: the two are added
def regime(curvature, learning_rate):
    r = 1 - (curvature + learning_rate)
    if r == 0:
        return "one-step"
    if r == -1:
        return "cycles"
    if abs(r) > 1:
        return "diverges"
    return "monotone" if r > 0 else "alternating"
