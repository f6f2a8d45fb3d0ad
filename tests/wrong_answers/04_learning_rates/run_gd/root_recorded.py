# diagnosis: root_recorded
# says: The root of the loss is recorded.
# asks: Which loss does the docstring name?
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append(np.sqrt(np.mean(error**2)))
        g0 = 2 * np.mean(error)
        g1 = 2 * np.mean(error * x)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
