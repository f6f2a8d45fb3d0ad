# mistakes: half of the loss recorded; the start is missing
def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    losses = []
    for _ in range(steps):
        e = t0 + t1 * x - y
        t0, t1 = t0 - lr * 2 * np.mean(e), t1 - lr * 2 * np.mean(e * x)
        losses.append(np.mean((t0 + t1 * x - y) ** 2) / 2)
    return losses
