# diagnosis: none
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for rows in minibatches(len(y), batch_size, rng):
        g = X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        if np.linalg.norm(g) < 1e-6:
            break
        theta = theta - lr * g
    return theta
