# diagnosis: prediction_ignored
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    return t0 + lr * np.mean(y), t1 + lr * np.mean(x * y)
