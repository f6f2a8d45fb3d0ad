# diagnosis: does_not_divide
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        for batch in rng.permutation(len(y)).reshape(-1, batch_size):
            theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
