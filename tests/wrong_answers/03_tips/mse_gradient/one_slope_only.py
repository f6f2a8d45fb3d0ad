# diagnosis: one_slope_only
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X), np.asarray(y_obs)
    residual = y_obs - X @ np.asarray(theta)
    return np.mean(-2 * residual * X[:, 1])
