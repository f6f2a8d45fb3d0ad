def descend_1d(df, x_start, learning_rate, n_steps):
    xs = np.zeros(n_steps + 1)
    xs[0] = x_start
    for k in range(1, n_steps + 1):
        xs[k] = xs[k - 1] - learning_rate * df(xs[k - 1])
    return xs
