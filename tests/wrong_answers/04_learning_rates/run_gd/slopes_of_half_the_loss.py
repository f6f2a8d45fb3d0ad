# diagnosis: slopes_of_half_the_loss
# says: The steps follow the slope of half the loss.
# asks: Where does the two go that the derivative of a square brings?
# public check: fails
def run_gd(x, y, lr, steps):
    t0, t1 = 0.0, 0.0
    losses = []
    for k in range(steps + 1):
        error = t0 + t1 * x - y
        losses.append(np.mean(error**2))
        g0 = np.mean(error)
        g1 = np.mean(error * x)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
