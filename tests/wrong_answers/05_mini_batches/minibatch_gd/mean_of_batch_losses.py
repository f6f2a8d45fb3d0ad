# diagnosis: loss_of_batches
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        total = 0
        for batch in minibatches(len(y), batch_size, rng):
            res = y[batch] - X[batch] @ theta
            total += np.sum(res**2)
            theta = theta + lr * X[batch].T @ res / len(batch)
        losses.append(total / len(y))
    return theta, losses
