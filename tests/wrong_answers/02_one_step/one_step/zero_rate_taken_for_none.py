# diagnosis: none
def one_step(x, y, t0, t1, lr):
    lr = lr or 0.1
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    return t0 - lr * error.mean(), t1 - lr * (error * x).mean()
