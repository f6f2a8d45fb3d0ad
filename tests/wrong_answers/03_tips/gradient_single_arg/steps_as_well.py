# diagnosis: changes_arguments
def gradient_single_arg(theta):
    slope = mse_gradient(theta, X, y)
    theta -= 0.0001 * slope
    return slope
