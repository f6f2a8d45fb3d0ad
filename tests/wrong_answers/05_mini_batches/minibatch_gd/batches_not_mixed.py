# diagnosis: batches_not_mixed
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        starts = list(range(0, len(y), batch_size))
        rng.shuffle(starts)
        for k in starts:
            Xb, yb = X[k:k + batch_size], y[k:k + batch_size]
            theta = theta - lr * Xb.T @ (Xb @ theta - yb) / len(yb)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
