# diagnosis: does_not_divide
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in np.split(rng.permutation(len(y)), len(y) // batch_size):
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
