def mse(theta, X, y_obs):
    X = np.asarray(X)
    return np.mean((np.asarray(y_obs) - X @ np.asarray(theta)) ** 2)
