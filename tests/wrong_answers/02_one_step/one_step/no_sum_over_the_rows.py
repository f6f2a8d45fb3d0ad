# diagnosis: no_reduction
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    n = len(x)
    return t0 - lr * error / n, t1 - lr * error * x / n
