# diagnosis: later_epochs_stand_still
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    batches = (batch for batch in minibatches(len(y), batch_size, rng))
    for _ in range(epochs):
        for batch in batches:
            theta = theta - lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
