# diagnosis: last_batch_only
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for k in range(0, len(y), batch_size):
            rows = order[k : k + batch_size]
            moved = theta - lr * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        theta = moved
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
