# diagnosis: one_row_missing
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    n = len(x)
    g0 = sum(error[i] for i in range(n - 1)) / n
    g1 = sum(error[i] * x[i] for i in range(n - 1)) / n
    return t0 - lr * g0, t1 - lr * g1
