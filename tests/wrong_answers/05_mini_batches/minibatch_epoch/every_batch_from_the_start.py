# diagnosis: last_batch_only
# public check: fails
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        moved = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return moved
