# diagnosis: swapped_theta
def gradient_single_arg(theta):
    return mse_gradient(theta[::-1], X, y)
