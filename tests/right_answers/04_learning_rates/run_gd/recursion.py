def run_gd(x, y, lr, steps, theta=(0.0, 0.0)):
    a, b = theta
    miss = a + b * x - y
    losses = [float(miss @ miss) / miss.size]
    if steps:
        step = lr * 2 / miss.size
        losses += run_gd(x, y, lr, steps - 1, (a - step * miss.sum(), b - step * (miss @ x)))
    return losses
