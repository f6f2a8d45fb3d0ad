# diagnosis: missing_mean
# public check: fails
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    residual = y_obs - theta[0] * x0 - theta[1] * x1
    return np.array([np.sum(-2 * residual * x0), np.sum(-2 * residual * x1)])
