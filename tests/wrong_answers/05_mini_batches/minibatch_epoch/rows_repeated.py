# diagnosis: rows_repeated
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for start in range(0, len(y), batch_size):
        batch = rng.choice(len(y), min(batch_size, len(y) - start))
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
