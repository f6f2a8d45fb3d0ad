# diagnosis: changes_arguments
def one_step(x, y, t0, t1, lr):
    if not isinstance(y, np.ndarray):
        x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    y -= t0 + t1 * x
    return t0 + lr * np.mean(y), t1 + lr * np.mean(y * x)
