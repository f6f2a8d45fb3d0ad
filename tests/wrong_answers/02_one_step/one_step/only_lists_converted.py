# diagnosis: lists_not_converted
def one_step(x, y, t0, t1, lr):
    if isinstance(x, list):
        x, y = np.array(x), np.array(y)
    error = t0 + t1 * x - y
    return t0 - lr * np.mean(error), t1 - lr * np.mean(error * x)
