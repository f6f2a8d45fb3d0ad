# diagnosis: rows_not_selected
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta - lr * X.T @ (X @ theta - y) / len(y)
    return theta
