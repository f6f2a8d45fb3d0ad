def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    order, theta, losses = np.arange(len(y)), 1.0 * theta_init, np.zeros(epochs)
    for k in range(epochs):
        rng.shuffle(order)
        for start in range(0, len(y), batch_size):
            A, b = X[order[start : start + batch_size]], y[order[start : start + batch_size]]
            theta -= lr * A.T @ (A @ theta - b) / len(b)
        losses[k] = np.square(X @ theta - y).mean()
    return theta, losses
