# diagnosis: one_row_missing
def run_gd(x, y, lr, steps):
    X = np.column_stack([np.ones(len(x)), x])
    theta, losses = np.zeros(2), []
    for k in range(steps + 1):
        error = X @ theta - y
        losses.append(np.mean(error**2))
        rows = 2 * error[:, None] * X
        gradient = rows[:-1].mean(axis=0)
        theta = theta - lr * gradient
    return losses
