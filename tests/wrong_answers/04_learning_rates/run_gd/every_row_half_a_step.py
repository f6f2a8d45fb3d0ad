# diagnosis: one_update_per_row
def run_gd(x, y, lr, steps):
    b, w = 0.0, 0.0
    losses = [np.mean((y - w * x - b) ** 2)]
    for epoch in range(steps):
        for xi, yi in zip(x, y):
            error = yi - (w * xi + b)
            w, b = w + lr * 1 * error * xi, b + lr * 1 * error
        losses.append(np.mean((y - w * x - b) ** 2))
    return losses
