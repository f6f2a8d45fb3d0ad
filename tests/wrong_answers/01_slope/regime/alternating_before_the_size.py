# diagnosis: size_of_the_factor_ignored
def regime(curvature, learning_rate):
    m = 1 - curvature * learning_rate
    if m == 0:
        return "one-step"
    if m < 0:
        return "alternating"
    if m == -1:
        return "cycles"
    if abs(m) > 1:
        return "diverges"
    return "monotone"
