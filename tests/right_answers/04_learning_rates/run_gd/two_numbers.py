def run_gd(x, y, lr, steps):
    t0 = t1 = 0.0
    losses = [np.mean(y**2)]
    for _ in range(steps):
        error = t0 + t1 * x - y
        t0, t1 = t0 - lr * 2 * np.mean(error), t1 - lr * 2 * np.mean(error * x)
        losses.append(np.mean((y - t0 - t1 * x) ** 2))
    return np.array(losses)
