# diagnosis: sides_swapped
# says: Staying on one side and changing sides are exchanged.
# asks: What does a negative factor do to the sign of x?
def regime(curvature, learning_rate):
    p = learning_rate * curvature
    if p < 1:
        return "alternating"
    if p == 1:
        return "one-step"
    if p < 2:
        return "monotone"
    if p == 2:
        return "cycles"
    return "diverges"
