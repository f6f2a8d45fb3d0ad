def descend_1d(df, x_start, learning_rate, n_steps):
    x, way = float(x_start), []
    while n_steps >= 0:
        way.append(x)
        x -= learning_rate * df(x)
        n_steps -= 1
    return tuple(way)
