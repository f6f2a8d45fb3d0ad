# mistakes: root taken; halved
def mse(theta, X, y_obs):
    X, y = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    return np.sqrt(np.mean((X @ np.asarray(theta) - y) ** 2) / 2)
