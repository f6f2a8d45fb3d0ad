# diagnosis: curvature_halved
# says: The slope is half as steep as that of the given function.
# asks: What is the derivative of curvature/two times x squared?
def regime(curvature, learning_rate):
    p = curvature / 2 * learning_rate
    if p < 1:
        return "monotone"
    if p == 1:
        return "one-step"
    if p < 2:
        return "alternating"
    if p == 2:
        return "cycles"
    return "diverges"
