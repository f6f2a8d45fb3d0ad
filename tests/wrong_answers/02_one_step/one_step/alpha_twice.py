# diagnosis: alpha_twice
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    g0, g1 = lr * np.mean(error), lr * np.mean(error * x)
    return t0 - lr * g0, t1 - lr * g1
