# diagnosis: sequential_update
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = [np.mean(y**2)]
    for k in range(steps):
        t1 -= lr * 2 * np.mean((t0 + t1 * x - y) * x)
        t0 -= lr * 2 * np.mean(t0 + t1 * x - y)
        losses.append(np.mean((t0 + t1 * x - y) ** 2))
    return losses
