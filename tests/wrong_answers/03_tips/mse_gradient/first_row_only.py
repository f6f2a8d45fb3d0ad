# diagnosis: one_row_only
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    error = X @ np.asarray(theta) - y
    gradient = 2 * error[0] * X[0]
    return gradient
