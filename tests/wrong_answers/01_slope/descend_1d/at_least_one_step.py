# diagnosis: one_step_too_many
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    while True:
        x = x - learning_rate * df(x)
        way.append(x)
        if len(way) > n_steps:
            return way
