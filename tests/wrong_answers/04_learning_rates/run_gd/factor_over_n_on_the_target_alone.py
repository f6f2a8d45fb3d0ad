# diagnosis: missing_brackets
def run_gd(x, y, lr, steps):
    X = np.column_stack([np.ones(len(x)), x])
    theta, losses = np.zeros(2), []
    for k in range(steps + 1):
        error = X @ theta - y
        losses.append(np.mean(error**2))
        gradient = X.T @ (-2 / len(y) * y - (error + y))
        theta = theta - lr * gradient
    return losses
