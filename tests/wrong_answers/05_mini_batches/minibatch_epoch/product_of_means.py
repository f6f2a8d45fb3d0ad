# diagnosis: product_of_means
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        residual = X[batch] @ theta - y[batch]
        theta = theta - lr * residual.mean() * X[batch].mean(axis=0)
    return theta
