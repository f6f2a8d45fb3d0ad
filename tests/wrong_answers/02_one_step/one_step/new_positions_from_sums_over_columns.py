# diagnosis: divided_by_columns
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    return t0 - lr * np.sum(error) / 2, t1 - lr * np.sum(error * x) / 2
