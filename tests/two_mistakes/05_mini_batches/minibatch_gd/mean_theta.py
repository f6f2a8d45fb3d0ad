# mistakes: returns the mean of the thetas
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    kept = []
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        kept.append(theta)
        losses.append(np.mean((X @ theta - y) ** 2))
    return np.mean(kept, axis=0), losses
