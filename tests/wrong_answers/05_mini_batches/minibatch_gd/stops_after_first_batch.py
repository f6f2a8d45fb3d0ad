# diagnosis: stops_after_first_batch
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        batch = rng.permutation(len(y))[:batch_size]
        theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
