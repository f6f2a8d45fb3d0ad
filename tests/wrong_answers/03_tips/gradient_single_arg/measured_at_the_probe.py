# diagnosis: none
# public check: fails
def gradient_single_arg(theta):
    return mse_gradient(theta_probe, X, y)
