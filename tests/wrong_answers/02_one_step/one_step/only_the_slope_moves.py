# diagnosis: one_component_updated
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    return t0, t1 - lr * np.mean(error * x)
