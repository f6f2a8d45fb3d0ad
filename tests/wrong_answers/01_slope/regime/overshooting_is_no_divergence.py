# diagnosis: overshooting_is_no_divergence
# public check: fails
def regime(curvature, learning_rate):
    p = learning_rate * curvature
    if p < 1:
        return "monotone"
    if p == 1:
        return "one-step"
    if p < 2:
        return "diverges"
    if p == 2:
        return "cycles"
    return "diverges"
