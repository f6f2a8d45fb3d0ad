# diagnosis: swapped_theta
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t1 + t0 * x - y
    return t0 - lr * np.mean(error), t1 - lr * np.mean(error * x)
