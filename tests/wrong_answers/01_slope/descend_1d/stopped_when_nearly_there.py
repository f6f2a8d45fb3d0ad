# diagnosis: stopped_early
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        step = learning_rate * df(x)
        if abs(step) < 0.01:
            break
        x = x - step
        way.append(x)
    return way
