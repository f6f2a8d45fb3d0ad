def one_step(x, y, t0, t1, lr):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    loss = lambda a, b: np.mean((y - a - b * x) ** 2) / 2
    h = 1e-3
    g0 = (loss(t0 + h, t1) - loss(t0 - h, t1)) / (2 * h)
    g1 = (loss(t0, t1 + h) - loss(t0, t1 - h)) / (2 * h)
    t0, t1 = t0 - lr * g0, t1 - lr * g1
    return t0, t1
