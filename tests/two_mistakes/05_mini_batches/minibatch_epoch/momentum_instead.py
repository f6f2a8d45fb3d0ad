# mistakes: another method: momentum
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    v = np.zeros(len(theta))
    for batch in minibatches(len(y), batch_size, rng):
        v = 0.9 * v + X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        theta = theta - lr * v
    return theta
