def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    state = np.random.RandomState(rng.integers(0, 2**31))
    for batch in minibatches(len(X), batch_size, state):
        if len(batch) == 0:
            continue
        error = X[batch] @ theta - y[batch]
        theta = theta - lr * (error @ X[batch]) / error.size
    return theta
