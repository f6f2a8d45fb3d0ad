# diagnosis: sign_of_residual
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    error = X @ np.asarray(theta) - y
    gradient = 2 * X.T @ np.sign(error) / len(y)
    return gradient
