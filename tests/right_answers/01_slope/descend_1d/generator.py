def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    yield x
    for _ in range(n_steps):
        x = x - learning_rate * df(x)
        print("now at", x)
        yield x
