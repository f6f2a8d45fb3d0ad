# diagnosis: batches_not_mixed
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for start in rng.permutation(np.arange(0, len(y), batch_size)):
        Xb, yb = X[start:start + batch_size], y[start:start + batch_size]
        theta = theta - lr * Xb.T @ (Xb @ theta - yb) / len(yb)
    return theta
