# diagnosis: loss_of_batches
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        for batch in minibatches(len(y), batch_size, rng):
            res = y[batch] - X[batch] @ theta
            theta = theta + lr * X[batch].T @ res / len(batch)
        losses.append(np.mean(res**2))
    return theta, losses
