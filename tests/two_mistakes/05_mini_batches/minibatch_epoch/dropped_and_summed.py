# mistakes: last batch dropped; sum for mean
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    order = rng.permutation(len(y))
    for k in range(len(y) // batch_size):
        batch = order[k * batch_size:(k + 1) * batch_size]
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch])
    return theta
