# diagnosis: returns_gradient
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    return X.T @ (X @ theta - y) / len(y)
