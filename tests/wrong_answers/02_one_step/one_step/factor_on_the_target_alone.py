# diagnosis: missing_brackets
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    X = np.column_stack([np.ones(len(x)), x])
    error = t0 + t1 * x - y
    gradient = X.T @ (-1 * y - (error + y)) / len(y)
    return t0 - lr * gradient[0], t1 - lr * gradient[1]
