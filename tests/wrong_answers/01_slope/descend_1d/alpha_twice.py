# diagnosis: alpha_twice
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        step = learning_rate * df(x)
        x = x - learning_rate * step
        way.append(x)
    return way
