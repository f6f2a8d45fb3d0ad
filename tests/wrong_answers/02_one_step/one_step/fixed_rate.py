# diagnosis: fixed_settings
def one_step(x, y, t0, t1, lr):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    learning_rate = 0.01
    error = t0 + t1 * x - y
    t0, t1 = t0 - learning_rate * error.mean(), t1 - learning_rate * (error * x).mean()
    return t0, t1
