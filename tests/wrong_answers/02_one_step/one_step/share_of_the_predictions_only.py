# diagnosis: missing_brackets
def one_step(x, y, t0, t1, lr):
    x, y = np.array(x, float), np.array(y, float)
    n = len(x)
    g0 = 1 / n * np.sum(t0 + t1 * x) - np.sum(y)
    g1 = 1 / n * np.sum((t0 + t1 * x) * x) - np.sum(y * x)
    return t0 - lr * g0, t1 - lr * g1
