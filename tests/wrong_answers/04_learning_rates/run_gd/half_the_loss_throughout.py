# diagnosis: half_the_loss_throughout
# says: This is a descent on half of the loss.
# asks: Which loss does the docstring name, and which slope belongs to it?
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append(np.mean(error**2) / 2)
        g0 = np.mean(error)
        g1 = np.mean(error * x)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
