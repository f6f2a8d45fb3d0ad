# mistakes: starts at one; gradient clipped
def run_gd(x, y, lr, steps):
    t = np.ones(2)
    X = np.column_stack([np.ones(len(x)), x])
    losses = []
    for _ in range(steps + 1):
        losses.append(np.mean((X @ t - y) ** 2))
        t = t - lr * np.clip(2 / len(y) * X.T @ (X @ t - y), -5, 5)
    return losses
