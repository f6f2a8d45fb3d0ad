# diagnosis: more_than_losses
def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append((k, np.mean(error**2)))
        t0, t1 = t0 - lr * 2 * np.mean(error), t1 - lr * 2 * np.mean(error * x)
    return losses
