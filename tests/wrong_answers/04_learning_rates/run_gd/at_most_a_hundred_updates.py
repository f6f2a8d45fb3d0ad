# diagnosis: stopped_early
def run_gd(x, y, lr, steps=100):
    theta, X = np.zeros(2), np.c_[np.ones(len(x)), x]
    losses = []
    for k in range(min(steps, 100) + 1):
        r = X @ theta - y
        losses.append(r @ r / len(y))
        theta = theta - lr * 2 / len(y) * X.T @ r
    return losses
