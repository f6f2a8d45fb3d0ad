# diagnosis: factor_on_first_term
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    g0 = 1 / len(x) * (t0 + t1 * x[0] - y[0])
    g1 = 1 / len(x) * (t0 + t1 * x[0] - y[0]) * x[0]
    for xi, yi in zip(x[1:], y[1:]):
        g0 += t0 + t1 * xi - yi
        g1 += (t0 + t1 * xi - yi) * xi
    return t0 - lr * g0, t1 - lr * g1
