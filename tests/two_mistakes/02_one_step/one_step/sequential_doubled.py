# mistakes: updated one after the other; factor two
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    t0 = t0 - lr * 2 * np.mean(t0 + t1 * x - y)
    t1 = t1 - lr * 2 * np.mean((t0 + t1 * x - y) * x)
    return t0, t1
