# diagnosis: shuffled_once
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    idx = rng.permutation(len(y))
    for _ in range(epochs):
        for k in range(0, len(y), batch_size):
            batch = idx[k:k + batch_size]
            theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
