# diagnosis: slopes_pile_up
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    grad = np.zeros(X.shape[1])
    for _ in range(epochs):
        for batch in minibatches(len(y), batch_size, rng):
            grad += X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
            theta = theta - lr * grad
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
