# diagnosis: none
def one_step(x, y, t0, t1, lr):
    n = len(x)
    g0 = sum(t0 + t1 * x[i] - y[i] for i in range(n)) / n
    g1 = sum((t0 + t1 * x[i] - y[i]) * x[i] for i in range(n)) / n
    return t0 - lr * g0, t1 - lr * g1
