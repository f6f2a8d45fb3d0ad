# diagnosis: factor_on_first_term
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    X = np.column_stack([np.ones(len(x)), x])
    error = t0 + t1 * x - y
    gradient = -1 / len(y) * error[0] * X[0] - X[1:].T @ error[1:]
    return t0 - lr * gradient[0], t1 - lr * gradient[1]
