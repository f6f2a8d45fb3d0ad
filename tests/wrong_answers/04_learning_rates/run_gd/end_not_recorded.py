# diagnosis: end_not_recorded
# says: The loss after the last update is missing.
# asks: How many losses belong to a start and some updates?
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps):
        error = t0 + t1 * x - y
        losses.append(np.mean(error**2))
        g0 = 2 * np.mean(error)
        g1 = 2 * np.mean(error * x)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
