# diagnosis: rows_repeated
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    size = min(batch_size, len(y))
    for start in range(0, len(y), size):
        batch = rng.choice(len(y), size, replace=False)
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
