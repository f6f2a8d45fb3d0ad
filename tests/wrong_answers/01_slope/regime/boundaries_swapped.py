# diagnosis: boundaries_swapped
# says: The two boundaries are exchanged.
# asks: Where does x land when the factor of a step is zero, and where when it is minus one?
def regime(curvature, learning_rate):
    p = learning_rate * curvature
    if p < 1:
        return "monotone"
    if p == 1:
        return "cycles"
    if p < 2:
        return "alternating"
    if p == 2:
        return "one-step"
    return "diverges"
