# diagnosis: momentum
def run_gd(x, y, lr, steps):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    theta, velocity, losses = np.zeros(2), np.zeros(2), []
    for k in range(steps + 1):
        error = theta[0] + theta[1] * x - y
        losses.append(np.mean(error**2))
        slope = 2 * np.array([np.mean(error), np.mean(error * x)])
        velocity = 0.9 * velocity + lr * slope
        theta = theta - velocity
    return losses
