# mistakes: rate shrinks from epoch to epoch; losses of before
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for k in range(epochs):
        losses.append(np.mean((X @ theta - y) ** 2))
        theta = minibatch_epoch(theta, X, y, lr / (1 + k) ** 0.5, batch_size, rng)
    return theta, losses
