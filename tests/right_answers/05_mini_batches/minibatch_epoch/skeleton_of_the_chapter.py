def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    theta = theta.copy()
    n = len(y)
    idx = rng.permutation(n)
    for start in range(0, n, batch_size):
        batch = idx[start:start + batch_size]
        Xb, yb = X[batch], y[batch]
        res = yb - Xb @ theta
        theta += (lr / len(batch)) * Xb.T @ res
    return theta
