# diagnosis: intercept_twice
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X), np.asarray(y_obs)
    X = np.column_stack([np.ones(len(X)), X])
    residual = y_obs - X[:, 1:] @ np.asarray(theta)
    return -2 / len(X) * X.T @ residual
