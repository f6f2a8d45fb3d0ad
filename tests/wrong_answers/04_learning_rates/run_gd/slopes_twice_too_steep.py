# diagnosis: slopes_twice_too_steep
# says: The steps are twice as long as the slope says.
# asks: How many factors of two does the derivative of the loss bring?
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append(np.mean(error**2))
        g0 = 4 * np.mean(error)
        g1 = 4 * np.mean(error * x)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
