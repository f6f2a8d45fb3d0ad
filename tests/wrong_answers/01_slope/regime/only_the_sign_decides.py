# diagnosis: size_of_the_factor_ignored
def regime(curvature, learning_rate):
    factor = 1 - learning_rate * curvature
    if factor > 0:
        return "monotone"
    elif factor == 0:
        return "one-step"
    elif factor < 0:
        return "alternating"
    elif factor == -1:
        return "cycles"
    elif factor < -1:
        return "diverges"
