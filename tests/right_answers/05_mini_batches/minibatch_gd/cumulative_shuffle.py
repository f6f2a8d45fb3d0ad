def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta = np.array(theta_init, dtype=float)
    losses = np.zeros(epochs)
    order = np.arange(len(y))
    for k in range(epochs):
        rng.shuffle(order)
        for batch in np.array_split(order, range(batch_size, len(order), batch_size)):
            theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / batch.size
        losses[k] = np.square(X @ theta - y).mean()
    return [theta, losses]
