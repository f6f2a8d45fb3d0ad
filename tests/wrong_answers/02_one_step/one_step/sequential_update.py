# diagnosis: sequential_update
# public check: fails
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    t0 = t0 - lr * np.mean(t0 + t1 * x - y)
    t1 = t1 - lr * np.mean((t0 + t1 * x - y) * x)
    return t0, t1
