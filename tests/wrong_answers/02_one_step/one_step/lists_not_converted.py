# diagnosis: lists_not_converted
def one_step(x, y, t0, t1, lr):
    residuals = y - (t0 + t1 * x)
    g0 = -residuals.mean()
    g1 = -(x * residuals).mean()
    return t0 - lr * g0, t1 - lr * g1
