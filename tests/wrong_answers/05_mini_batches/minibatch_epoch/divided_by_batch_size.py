# diagnosis: divided_by_batch_size
# public check: fails
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / batch_size
    return theta
