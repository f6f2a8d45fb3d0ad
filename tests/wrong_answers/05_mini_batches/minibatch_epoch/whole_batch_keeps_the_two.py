# diagnosis: double_factor
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    if batch_size >= len(y):
        return theta - lr * 2 / len(y) * X.T @ (X @ theta - y)
    for batch in minibatches(len(y), batch_size, rng):
        error = X[batch] @ theta - y[batch]
        theta = theta - lr / len(batch) * X[batch].T @ error
    return theta
