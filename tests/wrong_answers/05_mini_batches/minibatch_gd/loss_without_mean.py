# diagnosis: loss_without_mean
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.sum((X @ theta - y)**2))
    return theta, losses
