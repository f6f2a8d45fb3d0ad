# diagnosis: slopes_pile_up
def run_gd(x, y, lr, steps):
    X = np.column_stack([np.ones(len(x)), x])
    theta, grad = np.zeros(2), np.zeros(2)
    losses = [np.mean((X @ theta - y) ** 2)]
    for _ in range(steps):
        grad += 2 / len(y) * X.T @ (X @ theta - y)
        theta = theta - lr * grad
        losses.append(np.mean((X @ theta - y) ** 2))
    return losses
