# diagnosis: one_row_missing
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    error = X @ np.asarray(theta) - y
    rows = 2 * error[:, None] * X
    gradient = rows[1:].mean(axis=0)
    return gradient
