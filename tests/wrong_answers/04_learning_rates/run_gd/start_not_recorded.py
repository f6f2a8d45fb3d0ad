# diagnosis: start_not_recorded
# says: The loss of the start is missing.
# asks: Which loss do you record before the first update?
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for _ in range(steps):
        error = t0 + t1 * x - y
        t0, t1 = t0 - lr * 2 * np.mean(error), t1 - lr * 2 * np.mean(error * x)
        losses.append(np.mean((t0 + t1 * x - y) ** 2))
    return losses
