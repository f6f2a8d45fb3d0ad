# mistakes: one after the other; slope of half the loss
def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    losses = [np.mean(y**2)]
    for _ in range(steps):
        t0 = t0 - lr * np.mean(t0 + t1 * x - y)
        t1 = t1 - lr * np.mean((t0 + t1 * x - y) * x)
        losses.append(np.mean((t0 + t1 * x - y) ** 2))
    return losses
