# diagnosis: wrong_sign
def gradient_single_arg(theta):
    return -mse_gradient(theta, X, y)
