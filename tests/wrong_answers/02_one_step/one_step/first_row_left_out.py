# diagnosis: one_row_missing
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    X = np.column_stack([np.ones(len(x)), x])
    error = t0 + t1 * x - y
    rows = error[:, None] * X
    gradient = rows[1:].sum(axis=0) / len(y)
    return t0 - lr * gradient[0], t1 - lr * gradient[1]
