def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        Xb, yb = X[batch], y[batch]
        grad = Xb.T @ (Xb @ theta - yb) / len(batch)
        theta = theta - lr * grad
    return theta
