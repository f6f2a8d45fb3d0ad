# diagnosis: one_row_missing
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    total = np.zeros(2)
    for i in range(len(X) - 1):
        error = y_obs[i] - theta[0] * x0[i] - theta[1] * x1[i]
        total += -2 * error * X[i]
    return total / len(X)
