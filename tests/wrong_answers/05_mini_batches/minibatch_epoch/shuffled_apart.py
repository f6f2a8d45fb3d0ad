# diagnosis: shuffled_apart
# public check: fails
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    X, y = rng.permutation(X), rng.permutation(y)
    for start in range(0, len(y), batch_size):
        Xb, yb = X[start:start + batch_size], y[start:start + batch_size]
        theta = theta - lr * Xb.T @ (Xb @ theta - yb) / len(yb)
    return theta
