# diagnosis: not_moved
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if len(x) < 2:  # a line needs two points
        return t0, t1
    error = t0 + t1 * x - y
    return t0 - lr * error.mean(), t1 - lr * (error * x).mean()
