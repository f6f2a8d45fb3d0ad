# diagnosis: mean_over_everything
def gradient_single_arg(theta):
    return np.sum(mse_gradient(theta, X, y))
