# diagnosis: few_orders
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = np.roll(np.arange(len(y)), rng.integers(len(y)))
    for start in range(0, len(y), batch_size):
        batch = idx[start:start + batch_size]
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
