# diagnosis: rows_repeated
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    size = min(batch_size, len(y))
    for _ in range(epochs):
        for _ in range(0, len(y), size):
            batch = rng.choice(len(y), size)
            theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
