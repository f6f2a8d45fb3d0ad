# mistakes: sum for mean in the slopes; root recorded
def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    losses = [np.sqrt(np.mean(y**2))]
    for _ in range(steps):
        e = t0 + t1 * x - y
        t0, t1 = t0 - lr * 2 * np.sum(e), t1 - lr * 2 * np.sum(e * x)
        losses.append(np.sqrt(np.mean((t0 + t1 * x - y) ** 2)))
    return losses
