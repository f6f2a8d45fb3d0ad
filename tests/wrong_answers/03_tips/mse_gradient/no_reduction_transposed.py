# diagnosis: no_reduction
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X), np.asarray(y_obs)
    residual = y_obs - X @ theta
    return -2 * residual[:, None] * X
