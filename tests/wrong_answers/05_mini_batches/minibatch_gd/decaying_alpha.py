# diagnosis: decaying_alpha
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        k = 0
        for batch in minibatches(len(y), batch_size, rng):
            k += 1
            theta = theta - lr / k * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
