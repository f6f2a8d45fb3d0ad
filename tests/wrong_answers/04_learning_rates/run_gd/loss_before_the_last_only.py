# diagnosis: only_the_last_loss
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    loss = np.mean(y**2)
    for k in range(steps):
        error = t0 + t1 * x - y
        loss = np.mean(error**2)
        t0, t1 = t0 - lr * 2 * np.mean(error), t1 - lr * 2 * np.mean(error * x)
    return loss
