# diagnosis: double_factor
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        if batch_size >= len(y):
            theta = theta - lr * 2 / len(y) * X.T @ (X @ theta - y)
        else:
            theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
