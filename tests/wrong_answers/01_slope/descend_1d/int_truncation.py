# diagnosis: int_truncation
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = np.full(n_steps + 1, x_start)
    for k in range(n_steps):
        xs[k + 1] = xs[k] - learning_rate * df(xs[k])
    return xs
