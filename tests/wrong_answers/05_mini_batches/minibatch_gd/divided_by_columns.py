# diagnosis: divided_by_columns
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        for batch in minibatches(len(y), batch_size, rng):
            theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / X.shape[1]
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
