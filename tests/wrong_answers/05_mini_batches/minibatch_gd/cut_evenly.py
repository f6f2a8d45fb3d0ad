# diagnosis: none
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(len(y)), -(-len(y) // batch_size)):
            theta = theta - lr / len(batch) * X[batch].T @ (X[batch] @ theta - y[batch])
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
