# diagnosis: int_truncation
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    theta = np.array([t0, t1])
    theta[0] = t0 - lr * np.mean(error)
    theta[1] = t1 - lr * np.mean(error * x)
    return theta
