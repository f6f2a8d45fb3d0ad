# diagnosis: loss_before_epoch
# public check: fails
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        losses.append(np.mean((X @ theta - y)**2))
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
    return theta, losses
