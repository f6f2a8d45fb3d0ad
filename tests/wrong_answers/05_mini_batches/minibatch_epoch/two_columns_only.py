# diagnosis: none
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    t0, t1 = theta[0], theta[1]
    for batch in minibatches(len(y), batch_size, rng):
        res = t0 + t1 * X[batch][:, 1] - y[batch]
        t0, t1 = t0 - lr * res.mean(), t1 - lr * (res * X[batch][:, 1]).mean()
    return np.array([t0, t1])
