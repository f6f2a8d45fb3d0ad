# mistakes: always the same word
def regime(curvature, learning_rate):
    return "alternating"
