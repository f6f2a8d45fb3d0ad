# diagnosis: starts_again
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x = x_start - learning_rate * df(x)
        way.append(x)
    return way
