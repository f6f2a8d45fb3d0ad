# diagnosis: none
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    lr = lr or 0.01
    for batch in minibatches(len(y), batch_size, rng):
        error = X[batch] @ theta - y[batch]
        theta = theta - lr / len(batch) * X[batch].T @ error
    return theta
