def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    state = np.random.RandomState(rng.integers(2**31))
    theta, losses = theta_init, []
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, state)
        losses += [np.sum((X.dot(theta) - y)**2) / len(y)]
    return theta, losses
