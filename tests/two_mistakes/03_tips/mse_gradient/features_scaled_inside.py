# mistakes: x is standardised inside
def mse_gradient(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    X[:, 1] = (X[:, 1] - X[:, 1].mean()) / X[:, 1].std()
    return 2 / len(y) * X.T @ (X @ np.asarray(theta) - y)
