# diagnosis: gradient_not_recomputed
# public check: fails
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    slope = df(x)
    way = [x]
    for k in range(n_steps):
        x = x - learning_rate * slope
        way.append(x)
    return way
