# diagnosis: divided_twice
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        rows = (X[batch] @ theta - y[batch])[:, None] * X[batch]
        theta = theta - lr * rows.mean(axis=0) / len(batch)
    return theta
