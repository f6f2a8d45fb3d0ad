def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    losses = []
    for step in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append(np.mean(error**2))
        t0, t1 = t0 - lr * 2 * np.mean(error), t1 - lr * 2 * np.mean(error * x)
    return np.array(losses, dtype=np.float32)
