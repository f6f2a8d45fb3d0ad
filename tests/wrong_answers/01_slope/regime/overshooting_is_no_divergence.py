# diagnosis: overshooting_is_no_divergence
# says: A step that changes sides is taken for divergence.
# asks: Does the distance to the minimum grow when x changes its side?
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
