# diagnosis: divided_twice
def run_gd(x, y, lr, steps):
    X = np.column_stack([np.ones(len(x)), x])
    theta, losses = np.zeros(2), []
    for k in range(steps + 1):
        error = X @ theta - y
        losses.append(np.mean(error**2))
        gradient = np.zeros(X.shape[1])
        for row in 2 * error[:, None] * X:
            gradient = (gradient + row) / len(y)
        theta = theta - lr * gradient
    return losses
