# diagnosis: intercept_missing_in_prediction
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    residuals = y - t1 * x
    return t0 + lr * residuals.mean(), t1 + lr * (x * residuals).mean()
