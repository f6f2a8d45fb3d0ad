def mse_gradient(theta, X, y_obs):
    theta = np.array(theta, dtype=float)
    X, y_obs = np.asarray(X, dtype=float), np.asarray(y_obs, dtype=float)
    h = 1e-4
    gradient = []
    for step in np.eye(2) * h:
        gradient.append((mse(theta + step, X, y_obs) - mse(theta - step, X, y_obs)) / (2 * h))
    return gradient
