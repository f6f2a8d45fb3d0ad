# diagnosis: more_than_asked
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    path = [x]
    for k in range(n_steps):
        x = x - learning_rate * df(x)
        path.append(x)
    return x, path
