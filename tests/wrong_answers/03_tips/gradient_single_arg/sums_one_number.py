# diagnosis: one_slope_only
def gradient_single_arg(theta):
    return np.sum(mse_gradient(theta, X, y))
