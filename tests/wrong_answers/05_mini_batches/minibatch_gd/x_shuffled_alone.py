# diagnosis: x_shuffled_alone
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        mixed = X[rng.permutation(len(y))]
        for k in range(0, len(y), batch_size):
            Xb, yb = mixed[k:k + batch_size], y[k:k + batch_size]
            theta = theta - lr * Xb.T @ (Xb @ theta - yb) / len(yb)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
