# diagnosis: other_spelling
def regime(curvature, learning_rate):
    p = learning_rate * curvature
    if p < 1:
        return "Monotone"
    if p == 1:
        return "one-step"
    if p < 2:
        return "Alternating"
    if p == 2:
        return "cycles"
    return "diverges"
