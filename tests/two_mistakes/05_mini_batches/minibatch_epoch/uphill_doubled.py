# mistakes: gradient added; factor two
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta + 2 * lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
