def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    orders = np.argsort(rng.random((epochs, len(y))), axis=1)
    theta, losses = theta_init, []
    for order in orders:
        start = 0
        while start < len(order):
            batch = order[start:start + batch_size]
            theta = theta - lr / len(batch) * X[batch].T @ (X[batch] @ theta - y[batch])
            start = start + batch_size
        losses.append(float(np.mean((X @ theta - y)**2)))
    return theta, pd.Series(losses)
