# diagnosis: missing_mean
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    residual = y_obs - X @ np.asarray(theta)
    return np.sum(residual**2) / X.shape[1]
