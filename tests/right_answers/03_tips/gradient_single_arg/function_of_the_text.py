def gradient_theta(X, y_obs, theta):
    x0 = X[:, 0]  # all ones (bias)
    x1 = X[:, 1]  # bill
    theta0, theta1 = theta
    y_pred = theta0 * x0 + theta1 * x1
    residual = y_obs - y_pred
    return np.array([np.mean(-2 * residual * x0), np.mean(-2 * residual * x1)])


def gradient_single_arg(theta):
    return gradient_theta(X.to_numpy(), y.to_numpy(), theta)
