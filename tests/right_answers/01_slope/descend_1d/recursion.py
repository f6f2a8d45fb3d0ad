def descend_1d(df, x_start, learning_rate, n_steps):
    if n_steps == 0:
        return [x_start]
    x_next = x_start - learning_rate * df(x_start)
    return [x_start] + descend_1d(df, x_next, learning_rate, n_steps - 1)
