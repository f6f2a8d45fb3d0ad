# diagnosis: residual_table
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return (y_obs.reshape(-1, 1) - X @ np.asarray(theta)) ** 2
