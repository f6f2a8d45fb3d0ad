# diagnosis: stopped_early
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y)**2))
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-8:
            break
    return theta, losses
