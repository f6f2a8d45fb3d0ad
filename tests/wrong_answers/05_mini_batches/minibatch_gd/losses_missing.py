# diagnosis: losses_missing
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta = theta_init
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
    return theta
