def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X), np.asarray(y_obs)
    return 2 / len(X) * X.T @ (X @ np.asarray(theta) - y_obs)
