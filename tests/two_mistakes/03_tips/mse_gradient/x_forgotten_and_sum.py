# mistakes: x is forgotten; sum for mean
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    error = X @ np.asarray(theta) - y
    return np.array([2 * np.sum(error), 2 * np.sum(error)])
