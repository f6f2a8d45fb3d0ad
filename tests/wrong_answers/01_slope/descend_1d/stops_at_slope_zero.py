# diagnosis: stopped_early
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    path = [x]
    while len(path) <= n_steps:
        slope = df(x)
        if slope == 0:
            break
        x = x - learning_rate * slope
        path.append(x)
    return path
