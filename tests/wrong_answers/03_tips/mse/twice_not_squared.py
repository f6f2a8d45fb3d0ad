# diagnosis: not_squared
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.mean((y_obs - X @ np.asarray(theta)) * 2)
