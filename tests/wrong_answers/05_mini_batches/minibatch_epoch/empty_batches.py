# diagnosis: empty_batches
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        batch = idx[start:batch_size]
        res = (X[batch] @ theta - y[batch])[:, None]
        theta = theta - lr * np.mean(res * X[batch], axis=0)
    return theta
