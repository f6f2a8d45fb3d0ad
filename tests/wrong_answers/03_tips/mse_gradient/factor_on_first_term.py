# diagnosis: factor_on_first_term
def mse_gradient(theta, X, y_obs):
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    x0, x1 = X[:, 0], X[:, 1]
    gradient = [0.0, 0.0]
    error = theta[0] * x0 + theta[1] * x1 - y_obs
    for j in (0, 1):
        gradient[j] = 2 / len(X) * error[0] * X[0, j]
        for i in range(1, len(X)):
            gradient[j] += error[i] * X[i, j]
    return gradient
