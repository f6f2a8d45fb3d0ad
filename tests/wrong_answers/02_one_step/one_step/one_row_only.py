# diagnosis: one_row_only
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    for xi, yi in zip(x, y):
        error = t0 + t1 * xi - yi
    return t0 - lr * error, t1 - lr * error * xi
