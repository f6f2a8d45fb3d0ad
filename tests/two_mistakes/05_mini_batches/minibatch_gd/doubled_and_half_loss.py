# mistakes: factor two; half of the loss noted
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        for batch in minibatches(len(y), batch_size, rng):
            theta = theta - 2 * lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y) ** 2) / 2)
    return theta, losses
