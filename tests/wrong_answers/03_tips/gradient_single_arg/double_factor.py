# diagnosis: double_factor
def gradient_single_arg(theta):
    return 2 * mse_gradient(theta, X, y)
