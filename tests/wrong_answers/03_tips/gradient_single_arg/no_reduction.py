# diagnosis: no_reduction
def gradient_single_arg(theta):
    return gradient_without_reduction(theta, X, y)
