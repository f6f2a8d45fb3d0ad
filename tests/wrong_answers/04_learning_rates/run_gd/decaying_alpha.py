# diagnosis: decaying_alpha
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append(np.mean(error**2))
        g0 = 2 * np.mean(error)
        g1 = 2 * np.mean(error * x)
        t0, t1 = t0 - lr / (k + 1) * g0, t1 - lr / (k + 1) * g1
    return losses
