# diagnosis: curvature_doubled
# says: The slope is twice as steep as that of the given function.
# asks: What is the derivative of curvature/two times x squared?
def regime(curvature, learning_rate):
    p = 2 * curvature * learning_rate
    if p < 1:
        return "monotone"
    if p == 1:
        return "one-step"
    if p < 2:
        return "alternating"
    if p == 2:
        return "cycles"
    return "diverges"
