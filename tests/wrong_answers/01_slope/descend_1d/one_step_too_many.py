# diagnosis: one_step_too_many
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps + 1):
        x = x - learning_rate * df(x)
        way.append(x)
    return way
