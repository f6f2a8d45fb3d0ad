# mistakes: curvature doubled; other words
def regime(curvature, learning_rate):
    r = 1 - 2 * curvature * learning_rate
    if r == 0:
        return "one step"
    if r == -1:
        return "cyclic"
    if abs(r) > 1:
        return "divergent"
    return "monotonic" if r > 0 else "oscillating"
