# diagnosis: swapped_components
def gradient_single_arg(theta):
    return mse_gradient(theta, X, y)[::-1]
