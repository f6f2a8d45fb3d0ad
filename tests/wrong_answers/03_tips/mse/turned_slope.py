# diagnosis: turned_slope
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.mean((y_obs - theta[0] * X[:, 0] + theta[1] * X[:, 1]) ** 2)
