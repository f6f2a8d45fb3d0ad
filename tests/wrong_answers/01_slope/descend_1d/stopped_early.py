# diagnosis: stopped_early
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x_new = x - learning_rate * df(x)
        if abs(x_new - x) < 0.3:
            break
        x = x_new
        way.append(x)
    return way
