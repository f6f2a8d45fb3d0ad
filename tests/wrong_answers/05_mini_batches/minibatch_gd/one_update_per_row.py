# diagnosis: one_update_per_row
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        for batch in minibatches(len(y), batch_size, rng):
            for row in batch:
                theta = theta - lr * (X[row] @ theta - y[row]) * X[row]
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
