# diagnosis: trace_without_start
# public check: fails
def descend_1d(df, x_start, learning_rate, n_steps):
    x, way = x_start, []
    for k in range(n_steps):
        x = x - learning_rate * df(x)
        way.append(x)
    return way
