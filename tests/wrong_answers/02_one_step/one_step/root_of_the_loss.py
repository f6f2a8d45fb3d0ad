# diagnosis: root_of_the_loss
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    loss = np.sqrt(np.mean(error**2))
    return t0 - lr * np.mean(error) / loss, t1 - lr * np.mean(error * x) / loss
