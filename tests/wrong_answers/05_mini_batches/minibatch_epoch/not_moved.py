# diagnosis: not_moved
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta_new = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
