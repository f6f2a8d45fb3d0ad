def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    n = len(y)
    theta = theta_init.copy()
    epoch_losses = []
    for epoch in range(epochs):
        idx = rng.permutation(n)
        for start in range(0, n, batch_size):
            batch = idx[start:start + batch_size]
            Xb, yb = X[batch], y[batch]
            res = yb - Xb @ theta
            theta += (lr / len(batch)) * Xb.T @ res
        epoch_losses.append(np.mean((y - X @ theta)**2))
    return theta, epoch_losses
