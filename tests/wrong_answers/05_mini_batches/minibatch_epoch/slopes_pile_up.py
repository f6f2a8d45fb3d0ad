# diagnosis: slopes_pile_up
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    grad = np.zeros(X.shape[1])
    for batch in minibatches(len(y), batch_size, rng):
        grad += X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        theta = theta - lr * grad
    return theta
