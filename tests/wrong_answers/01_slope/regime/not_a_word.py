# diagnosis: not_a_word
def regime(curvature, learning_rate):
    return 1 - learning_rate * curvature
