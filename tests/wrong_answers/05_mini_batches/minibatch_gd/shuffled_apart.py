# diagnosis: shuffled_apart
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        X_mixed, y_mixed = rng.permutation(X), rng.permutation(y)
        for k in range(0, len(y), batch_size):
            Xb, yb = X_mixed[k:k + batch_size], y_mixed[k:k + batch_size]
            theta = theta - lr * Xb.T @ (Xb @ theta - yb) / len(yb)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
