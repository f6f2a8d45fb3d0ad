# diagnosis: divided_by_n_minus_1
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    n = max(len(x) - 1, 1)
    return t0 - lr * np.sum(error) / n, t1 - lr * np.sum(error * x) / n
