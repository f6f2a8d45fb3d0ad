# diagnosis: divided_by_columns
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / X.shape[1]
    return theta
