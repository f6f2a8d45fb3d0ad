# diagnosis: missing_brackets
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    n = len(x)
    g0 = np.sum(-1 / n * y - t0 + t1 * x * 0 - t1 * x)
    g1 = np.sum((-1 / n * y - t0 - t1 * x) * x)
    return t0 - lr * g0, t1 - lr * g1
