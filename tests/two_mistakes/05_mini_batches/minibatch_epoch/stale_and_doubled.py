# mistakes: slopes of the start; factor two
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    start = theta
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta - 2 * lr * X[batch].T @ (X[batch] @ start - y[batch]) / len(batch)
    return theta
