# mistakes: another loss: Huber
def mse(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    e = np.abs(X @ np.asarray(theta) - y)
    return np.mean(np.where(e < 1, e ** 2, 2 * e - 1))
