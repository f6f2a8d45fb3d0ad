# diagnosis: trace_too_long
def descend_1d(df, x_start, learning_rate, n_steps):
    x, way = x_start, []
    for k in range(n_steps):
        way.append(x)
        x = x - learning_rate * df(x)
    return way + [x, x]
