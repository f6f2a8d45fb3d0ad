def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    theta, y = theta.reshape(-1, 1), y.reshape(-1, 1)
    for batch in minibatches(len(y), batch_size, rng):
        theta = theta - lr / len(batch) * X[batch].T @ (X[batch] @ theta - y[batch])
    return theta
