# diagnosis: one_step_counts
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x = x_start - learning_rate * df(x_start)
        way.append(x)
    return way
