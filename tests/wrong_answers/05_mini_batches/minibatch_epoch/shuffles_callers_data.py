# diagnosis: changes_arguments
# public check: fails
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = rng.permutation(len(y))
    X[:], y[:] = X[idx], y[idx]
    for start in range(0, len(y), batch_size):
        Xb, yb = X[start:start + batch_size], y[start:start + batch_size]
        theta = theta - lr * Xb.T @ (Xb @ theta - yb) / len(yb)
    return theta
