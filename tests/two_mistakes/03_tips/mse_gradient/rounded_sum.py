# mistakes: sum for mean; rounded
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.round(2 * X.T @ (X @ np.asarray(theta) - y), 1)
