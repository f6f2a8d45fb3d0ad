# mistakes: lists are not converted; factor two
def one_step(x, y, t0, t1, lr):
    error = y - t0 - t1 * x
    return t0 + 2 * lr * error.mean(), t1 + 2 * lr * (error * x).mean()
