# diagnosis: one_slope_only
def numerical_gradient(f, theta, h):
    return (f(theta + h) - f(theta - h)) / (2 * h)
