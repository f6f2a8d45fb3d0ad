# diagnosis: updates_at_the_end
# public check: fails
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    grad = 0
    for batch in minibatches(len(y), batch_size, rng):
        grad = grad + X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta - lr * grad
