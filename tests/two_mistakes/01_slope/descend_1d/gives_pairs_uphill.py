# mistakes: pairs of position and slope; gradient added
def descend_1d(df, x_start, learning_rate, n_steps):
    x, path = x_start, []
    for _ in range(n_steps + 1):
        path.append((x, df(x)))
        x = x + learning_rate * df(x)
    return path
