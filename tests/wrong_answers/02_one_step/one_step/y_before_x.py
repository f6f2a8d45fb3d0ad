# diagnosis: arguments_in_other_order
def one_step(y, x, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    return t0 - lr * np.mean(error), t1 - lr * np.mean(error * x)
