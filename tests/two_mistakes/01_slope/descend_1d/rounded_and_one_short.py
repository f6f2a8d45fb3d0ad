# mistakes: rounded; one step short
def descend_1d(df, x_start, learning_rate, n_steps):
    x, path = x_start, [x_start]
    for _ in range(n_steps - 1):
        x = round(x - learning_rate * df(x), 2)
        path.append(x)
    return path
