# diagnosis: stopped_early
def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    losses = [np.mean(y**2)]
    for _ in range(steps):
        e = t0 + t1 * x - y
        t0, t1 = t0 - lr * 2 * e.mean(), t1 - lr * 2 * (e * x).mean()
        losses.append(np.mean((t0 + t1 * x - y) ** 2))
        if abs(losses[-1] - losses[-2]) < 1e-9:
            break
    return losses
