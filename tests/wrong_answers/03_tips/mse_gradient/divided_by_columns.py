# diagnosis: missing_mean
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    residual = y_obs - theta[0] * x0 - theta[1] * x1
    return -2 / X.shape[1] * X.T @ residual
