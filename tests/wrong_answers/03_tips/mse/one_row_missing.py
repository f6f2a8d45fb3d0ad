# diagnosis: one_row_missing
def mse(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    total = 0
    for i in range(len(X) - 1):
        total += (y_obs[i] - X[i] @ np.asarray(theta)) ** 2
    return total / len(X)
