# diagnosis: old_theta_lost
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for batch in minibatches(len(y), batch_size, rng):
        theta = -lr * X[batch].T @ (X[batch] @ theta - y[batch]) / len(batch)
    return theta
