# diagnosis: mean_over_everything
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        for batch in minibatches(len(y), batch_size, rng):
            residual = X[batch] @ theta - y[batch]
            theta = theta - lr * np.mean(residual[:, None] * X[batch])
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
