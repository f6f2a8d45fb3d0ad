# diagnosis: one_update_per_row
def one_step(x, y, t0, t1, lr):
    for xi, yi in zip(x, y):
        error = t0 + t1 * xi - yi
        t0, t1 = t0 - lr * error, t1 - lr * error * xi
    return t0, t1
