# diagnosis: gradient_not_recomputed
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    g0, g1 = -2 * np.mean(y), -2 * np.mean(y * x)
    losses = []
    for k in range(steps + 1):
        losses.append(np.mean((t0 + t1 * x - y) ** 2))
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
