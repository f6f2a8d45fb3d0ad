# diagnosis: sequential_update
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        for batch in minibatches(len(y), batch_size, rng):
            for j in range(len(theta)):
                theta[j] -= lr * np.mean((X[batch] @ theta - y[batch]) * X[batch, j])
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
