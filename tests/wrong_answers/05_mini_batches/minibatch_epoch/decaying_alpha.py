# diagnosis: decaying_alpha
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    k = 0
    for batch in minibatches(len(y), batch_size, rng):
        k += 1
        theta = theta - lr / k * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
