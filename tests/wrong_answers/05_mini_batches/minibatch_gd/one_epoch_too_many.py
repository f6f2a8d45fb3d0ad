# diagnosis: one_epoch_too_many
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    epoch = 0
    while epoch <= epochs:
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        if epoch < epochs:
            losses.append(np.mean((X @ theta - y)**2))
        epoch += 1
    return theta, losses
