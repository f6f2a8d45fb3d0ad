# diagnosis: keeps_state
way = []

def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way.append(x)
    for k in range(n_steps):
        x = x - learning_rate * df(x)
        way.append(x)
    return way[-1 - n_steps:] if len(way) < 60 else way
