def one_step(x, y, t0, t1, lr):
    n = 0
    g0 = g1 = 0.0
    for xi, yi in zip(x, y):
        error = float(t0) + float(t1) * float(xi) - float(yi)
        g0 += error
        g1 += error * float(xi)
        n += 1
    return [t0 - lr * g0 / n, t1 - lr * g1 / n]
