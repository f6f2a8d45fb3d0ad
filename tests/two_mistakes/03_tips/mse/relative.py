# mistakes: another loss: relative to the spread of y
def mse(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.sum((X @ np.asarray(theta) - y) ** 2) / np.sum((y - y.mean()) ** 2)
