# diagnosis: missing_mean
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append(np.mean(error**2))
        g0 = 2 * np.sum(error) / 2
        g1 = 2 * np.sum(error * x) / 2
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
