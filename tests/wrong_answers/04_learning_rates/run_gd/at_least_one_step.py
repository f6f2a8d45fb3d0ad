# diagnosis: one_loss_too_many
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = [np.mean(y**2)]
    while True:
        error = t0 + t1 * x - y
        t0, t1 = t0 - lr * 2 * np.mean(error), t1 - lr * 2 * np.mean(error * x)
        losses.append(np.mean((t0 + t1 * x - y) ** 2))
        if len(losses) > steps:
            return losses
