# diagnosis: prediction_ignored
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    return np.array([np.mean(-2 * y_obs * x0), np.mean(-2 * y_obs * x1)])
