# diagnosis: same_batch_again
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        idx = rng.permutation(len(y))
        for k in range(0, len(y), batch_size):
            batch = idx[0:batch_size]
            theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
