def numerical_gradient(f, theta, h):
    return [(f(theta + e) - f(theta - e)) / h / 2 for e in h * np.eye(theta.size)]
