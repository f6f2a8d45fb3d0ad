def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    both = rng.permutation(np.column_stack([X, y]))
    for start in range(0, len(y), batch_size):
        A, b = both[start : start + batch_size, :-1], both[start : start + batch_size, -1]
        theta = theta - lr * np.mean((A @ theta - b)[:, None] * A, axis=0)
    return list(theta)
