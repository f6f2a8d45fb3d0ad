def loss_and_slopes(x, y, t0, t1):
    n, loss, g0, g1 = len(x), 0.0, 0.0, 0.0
    for xi, yi in zip(x, y):
        residual = yi - (t0 + t1 * xi)
        loss += residual**2 / n
        g0 -= 2 * residual / n
        g1 -= 2 * residual * xi / n
    return loss, g0, g1

def run_gd(x, y, lr, steps):
    t0, t1, losses = 0.0, 0.0, []
    k = 0
    while k <= steps:
        loss, g0, g1 = loss_and_slopes(x, y, t0, t1)
        losses.append(loss)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
        k += 1
    return tuple(losses)
