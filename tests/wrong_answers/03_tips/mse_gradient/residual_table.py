# diagnosis: residual_table
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    y_obs = y_obs.reshape(-1, 1)
    residual = y_obs - X @ theta
    return np.array([np.mean(-2 * residual * x0), np.mean(-2 * residual * x1)])
