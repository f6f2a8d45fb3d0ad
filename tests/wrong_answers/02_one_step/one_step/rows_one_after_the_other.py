# diagnosis: one_update_per_row
def one_step(x, y, t0, t1, lr):
    n = len(x)
    for i in range(n):
        error = t0 + t1 * x[i] - y[i]
        new_t0 = t0 - lr / n * error
        new_t1 = t1 - lr / n * error * x[i]
        t0, t1 = new_t0, new_t1
    return t0, t1
