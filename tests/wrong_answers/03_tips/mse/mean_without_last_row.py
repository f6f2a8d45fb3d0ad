# diagnosis: one_row_missing
def mse(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    error = X @ np.asarray(theta) - y
    return np.mean(error[:-1] ** 2)
