# diagnosis: double_factor
# public check: fails
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    residual = y_obs - X @ np.asarray(theta)
    return 2 / len(X) * np.sum(residual**2)
