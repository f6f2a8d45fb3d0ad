# diagnosis: updates_at_the_end
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    grad = np.zeros(len(theta))
    for batch in minibatches(len(y), batch_size, rng):
        grad += X[batch].T @ (X[batch] @ theta - y[batch])
    return theta - lr * grad / len(y)
