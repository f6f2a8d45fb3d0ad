# diagnosis: one_row_only
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    for i in range(len(X)):
        error = y_obs[i] - theta[0] * x0[i] - theta[1] * x1[i]
        gradient = np.array([-2 * error * x0[i], -2 * error * x1[i]])
    return gradient
