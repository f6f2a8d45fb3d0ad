# diagnosis: none
def regime(curvature, learning_rate):
    return "monotone"
