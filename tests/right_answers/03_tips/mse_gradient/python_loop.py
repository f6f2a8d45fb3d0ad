def mse_gradient(theta, X, y_obs):
    n = len(X)
    rows = np.asarray(X)
    targets = list(y_obs)
    g0, g1 = 0.0, 0.0
    i = 0
    while i < n:
        x0, x1 = rows[i]
        error = targets[i] - theta[0] * x0 - theta[1] * x1
        g0 += -2 * error * x0
        g1 += -2 * error * x1
        i += 1
    return g0 / n, g1 / n
