# diagnosis: slope_missing_in_prediction
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.mean((y_obs - theta[0] * X[:, 0]) ** 2)
