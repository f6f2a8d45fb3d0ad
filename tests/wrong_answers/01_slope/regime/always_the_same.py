# diagnosis: size_of_the_factor_ignored
def regime(curvature, learning_rate):
    return "monotone"
