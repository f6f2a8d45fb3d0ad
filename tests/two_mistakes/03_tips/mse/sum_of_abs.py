# mistakes: absolute values; sum for mean
def mse(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.sum(np.abs(X @ np.asarray(theta) - y))
