# diagnosis: prediction_ignored
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta + lr * X[batch].T @ y[batch] / len(batch)
    return theta
