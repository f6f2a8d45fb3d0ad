def one_step(x, y, t0, t1, lr):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    y_hat = t0 + t1 * x
    residuals = y - y_hat
    g0 = -residuals.mean()
    g1 = -(x * residuals).mean()
    t0 = t0 - lr * g0
    t1 = t1 - lr * g1
    return t0, t1
