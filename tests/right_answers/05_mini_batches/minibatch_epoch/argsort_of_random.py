def half_mse_gradient(theta, X, y):
    return X.T @ (X @ theta - y) / y.size


def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    order = np.argsort(rng.normal(size=len(y)))
    steps = int(np.ceil(len(y) / batch_size))
    for k in range(steps):
        rows = order[k * batch_size:(k + 1) * batch_size]
        theta = theta - lr * half_mse_gradient(theta, X[rows], y[rows])
    return theta
