# diagnosis: alpha_twice
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        grad = lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        theta = theta - lr * grad
    return theta
