# diagnosis: one_row_only
def mse(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    error = X @ np.asarray(theta) - y
    return error[0] ** 2
