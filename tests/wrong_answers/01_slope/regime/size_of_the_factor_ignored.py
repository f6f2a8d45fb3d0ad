# diagnosis: size_of_the_factor_ignored
def regime(curvature, learning_rate):
    factor = 1 - learning_rate * curvature
    if factor == 0:
        return "one-step"
    if factor == -1:
        return "cycles"
    return "monotone" if factor < 1 else "diverges"
