# diagnosis: none
def one_step(x, y, t0, t1, lr):
    x, y = np.array(x, float), np.array(y, float)
    e = t0 + t1 * x - y
    g0, g1 = e.mean(), (e * x).mean()
    if abs(g0) < 1e-6 and abs(g1) < 1e-6:
        return t0, t1
    return t0 - lr * g0, t1 - lr * g1
