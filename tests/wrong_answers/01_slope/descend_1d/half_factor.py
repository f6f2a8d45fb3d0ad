# diagnosis: half_factor
# public check: fails
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x = x - learning_rate * df(x) / 2
        way.append(x)
    return way
