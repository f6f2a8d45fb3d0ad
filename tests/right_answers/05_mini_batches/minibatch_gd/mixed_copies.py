def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    """Keeps mixing its own copies of the rows."""
    theta, rows = theta_init, np.c_[X, y]
    losses = ()
    while len(losses) < epochs:
        rows = rng.permutation(rows)
        for k in range(0, len(rows), batch_size):
            Xb, yb = rows[k:k + batch_size, :-1], rows[k:k + batch_size, -1]
            theta = theta - lr * (Xb * (Xb @ theta - yb)[:, None]).mean(axis=0)
        losses += (float(((X @ theta - y)**2).mean()),)
    return theta, losses
