# diagnosis: int_truncation
def run_gd(x, y, lr, steps):
    X = np.column_stack([np.ones(len(x)), x])
    theta = np.array([0, 0])
    losses = []
    for k in range(steps + 1):
        error = X @ theta - y
        losses.append(np.mean(error**2))
        theta[:] = theta - lr * 2 / len(y) * X.T @ error
    return losses
