# mistakes: parameters exchanged; sum for mean
def mse(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.sum((theta[1] * X[:, 0] + theta[0] * X[:, 1] - y) ** 2)
