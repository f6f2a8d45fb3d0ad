# diagnosis: other_sizes
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in np.array_split(rng.permutation(len(y)), max(len(y) // batch_size, 1)):
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
