# mistakes: both borders are missed; the sides are exchanged
def regime(curvature, learning_rate):
    r = 1 - curvature * learning_rate
    if abs(r) > 1:
        return "diverges"
    return "alternating" if r > 0 else "monotone"
