# diagnosis: returns_gradient
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    return np.mean(error), np.mean(error * x)
