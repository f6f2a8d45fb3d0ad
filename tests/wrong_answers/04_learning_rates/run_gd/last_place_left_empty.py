# diagnosis: place_left_empty
def run_gd(x, y, lr, steps):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    losses = np.zeros(steps + 1)
    a = b = 0.0
    for k in range(steps):
        error = a + b * x - y
        losses[k] = np.mean(error**2)
        a, b = a - lr * 2 * np.mean(error), b - lr * 2 * np.mean(error * x)
    return list(losses)
