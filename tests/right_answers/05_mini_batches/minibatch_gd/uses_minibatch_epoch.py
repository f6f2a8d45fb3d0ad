def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta = theta_init
    losses = []
    for epoch in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((y - X @ theta)**2))
    return theta, losses
