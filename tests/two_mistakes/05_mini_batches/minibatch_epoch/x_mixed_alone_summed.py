# mistakes: X mixed alone; sum for mean
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    Z = X[rng.permutation(len(y))]
    for k in range(0, len(y), batch_size):
        rows, targets = Z[k:k + batch_size], y[k:k + batch_size]
        theta = theta - lr * rows.T @ (rows @ theta - targets)
    return theta
