# diagnosis: theta_reset
# public check: fails
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    losses = []
    for _ in range(epochs):
        theta = theta_init.copy()
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
