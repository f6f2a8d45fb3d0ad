# diagnosis: last_batch_dropped
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = rng.permutation(len(y))
    for k in range(max(len(y) // batch_size, 1)):
        batch = idx[k * batch_size:(k + 1) * batch_size]
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
