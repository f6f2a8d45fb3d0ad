# diagnosis: one_update_per_row
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        for row in batch:
            theta = theta - lr * (X[row] @ theta - y[row]) * X[row]
    return theta
