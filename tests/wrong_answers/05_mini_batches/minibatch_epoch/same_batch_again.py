# diagnosis: same_batch_again
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        batch = idx[:batch_size]
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
