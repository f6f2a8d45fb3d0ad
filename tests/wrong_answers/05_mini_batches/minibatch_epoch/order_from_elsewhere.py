# diagnosis: order_from_elsewhere
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    idx = np.arange(len(y))
    np.random.shuffle(idx)
    for start in range(0, len(y), batch_size):
        batch = idx[start:start + batch_size]
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
