# diagnosis: label_lookup_on_frame
def mse_gradient(theta, X, y_obs):
    residual = y_obs - theta[0] * X[0] - theta[1] * X[1]
    return np.array([np.mean(-2 * residual * X[0]), np.mean(-2 * residual * X[1])])
