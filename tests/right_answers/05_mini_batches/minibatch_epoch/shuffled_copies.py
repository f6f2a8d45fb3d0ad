def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = np.arange(X.shape[0])
    rng.shuffle(idx)
    X_mixed, y_mixed = X[idx], y[idx]
    for k in range(0, len(idx), batch_size):
        rows = slice(k, k + batch_size)
        residual = y_mixed[rows] - X_mixed[rows].dot(theta)
        theta = theta + lr * np.mean(residual[:, None] * X_mixed[rows], axis=0)
    return theta
