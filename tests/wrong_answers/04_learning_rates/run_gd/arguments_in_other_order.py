# diagnosis: arguments_in_other_order
def run_gd(y, x, lr, steps):
    theta0 = theta1 = 0.0
    losses = [np.mean(y**2)]
    for _ in range(steps):
        error = theta0 + theta1 * x - y
        theta0, theta1 = theta0 - lr * 2 * np.mean(error), theta1 - lr * 2 * np.mean(error * x)
        losses.append(np.mean((theta0 + theta1 * x - y) ** 2))
    return losses
