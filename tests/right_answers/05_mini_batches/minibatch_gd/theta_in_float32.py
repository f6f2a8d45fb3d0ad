def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.asarray(theta_init, dtype=np.float32), []
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), batch_size):
            rows = order[first : first + batch_size]
            error = X[rows] @ theta - y[rows]
            theta = (theta - lr * X[rows].T @ error / len(rows)).astype(np.float32)
        losses.append(float(np.mean((X @ theta - y) ** 2)))
    return theta, losses
