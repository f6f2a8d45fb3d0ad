# diagnosis: int_truncation
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init.copy(), []
    for _ in range(epochs):
        theta[:] = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
