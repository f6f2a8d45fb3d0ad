# diagnosis: empty_batches
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        idx = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            batch = idx[start:batch_size]
            rows = (X[batch] @ theta - y[batch])[:, None] * X[batch]
            theta = theta - lr * rows.mean(axis=0)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
