# diagnosis: double_factor
# public check: fails
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta - lr * 2 * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
