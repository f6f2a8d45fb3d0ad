# diagnosis: factor_on_first_term
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    error = X @ np.asarray(theta) - y
    gradient = -2 / len(y) * error[0] * X[0] - X[1:].T @ error[1:]
    return gradient
