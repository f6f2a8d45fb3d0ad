# diagnosis: keeps_state
theta = np.zeros(2)

def run_gd(x, y, lr, steps):
    X = np.column_stack([np.ones(len(x)), x])
    losses = []
    for k in range(steps + 1):
        error = X @ theta - y
        losses.append(np.mean(error**2))
        if k < steps:
            theta[:] = theta - lr * 2 / len(y) * X.T @ error
    return losses
