# diagnosis: rng_not_used
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = np.random.default_rng(7).permutation(len(y))
    for start in range(0, len(y), batch_size):
        batch = idx[start:start + batch_size]
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
