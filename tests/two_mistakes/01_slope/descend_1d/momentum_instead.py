# mistakes: another method: heavy ball
def descend_1d(df, x_start, learning_rate, n_steps):
    x, v, path = x_start, 0.0, [x_start]
    for _ in range(n_steps):
        v = 0.9 * v - learning_rate * df(x)
        x = x + v
        path.append(x)
    return path
