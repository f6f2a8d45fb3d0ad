# diagnosis: sequential_update
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    theta = np.array(theta, dtype=float)
    for batch in minibatches(len(y), batch_size, rng):
        for j in range(len(theta)):
            theta[j] -= lr * np.mean((X[batch] @ theta - y[batch]) * X[batch, j])
    return theta
