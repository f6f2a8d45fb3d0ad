def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    order = rng.choice(len(y), len(y), replace=False)
    k = 0
    while k * batch_size <= len(y):
        batch = order[k * batch_size:(k + 1) * batch_size]
        k += 1
        if len(batch) == 0:
            continue
        miss = X[batch] @ theta - y[batch]
        theta = theta - lr * np.average(miss[:, None] * X[batch], axis=0)
    return theta
