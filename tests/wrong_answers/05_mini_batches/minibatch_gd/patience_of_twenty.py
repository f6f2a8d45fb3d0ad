# diagnosis: stopped_early
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses, best, wait = theta_init, [], np.inf, 0
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y)**2))
        if losses[-1] < best:
            best, wait = losses[-1], 0
        else:
            wait += 1
        if wait >= 20:
            break
    return theta, losses
