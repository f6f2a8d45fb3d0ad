# diagnosis: fixed_settings
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x = x - 0.001 * df(x)
        way.append(x)
    return way
