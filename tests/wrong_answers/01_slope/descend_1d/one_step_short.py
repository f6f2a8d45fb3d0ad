# diagnosis: trace_without_end
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(1, n_steps):
        x = x - learning_rate * df(x)
        way.append(x)
    return way
