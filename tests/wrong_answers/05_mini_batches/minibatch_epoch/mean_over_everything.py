# diagnosis: mean_over_everything
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        residual = X[batch] @ theta - y[batch]
        theta = theta - lr * np.mean(residual[:, None] * X[batch])
    return theta
