# diagnosis: int_truncation
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    theta = theta.copy()
    for rows in minibatches(len(y), batch_size, rng):
        theta[:] = theta - lr * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
    return theta
