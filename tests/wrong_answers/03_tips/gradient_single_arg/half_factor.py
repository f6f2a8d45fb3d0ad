# diagnosis: half_factor
def gradient_single_arg(theta):
    return mse_gradient(theta, X, y) / 2
