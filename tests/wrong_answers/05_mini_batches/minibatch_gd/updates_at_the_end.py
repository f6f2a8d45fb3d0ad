# diagnosis: updates_at_the_end
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        grads = []
        for batch in minibatches(len(y), batch_size, rng):
            grads.append(X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch))
        theta = theta - lr * np.mean(grads, axis=0)
        losses.append(np.mean((X @ theta - y)**2))
    return theta, losses
