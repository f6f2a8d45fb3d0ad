# diagnosis: residual_table
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    residual = y_obs.reshape(-1, 1) - X @ np.asarray(theta)
    return (-2 * X.T @ residual).mean(axis=1) / len(X)
