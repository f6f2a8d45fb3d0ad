# mistakes: gradient added; the start is not kept
def descend_1d(df, x_start, learning_rate, n_steps):
    x, path = x_start, []
    for _ in range(n_steps):
        x = x + learning_rate * df(x)
        path.append(x)
    return path
