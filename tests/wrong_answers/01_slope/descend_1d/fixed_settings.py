# diagnosis: fixed_settings
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(20):
        x = x - learning_rate * df(x)
        way.append(x)
    return way
