# diagnosis: other_epoch_returned
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    best, lowest = theta_init, np.inf
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y) ** 2))
        if losses[-1] < lowest:
            best, lowest = theta, losses[-1]
    return best, losses
