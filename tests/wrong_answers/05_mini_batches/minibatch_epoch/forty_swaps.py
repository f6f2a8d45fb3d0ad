# diagnosis: few_orders
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    order = np.arange(len(y))
    for _ in range(40):
        i, j = rng.integers(0, len(y), 2)
        order[[i, j]] = order[[j, i]]
    for k in range(0, len(y), batch_size):
        rows = order[k:k + batch_size]
        theta = theta - lr * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
    return theta
