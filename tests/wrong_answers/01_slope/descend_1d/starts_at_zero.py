# diagnosis: start_ignored
def descend_1d(df, x_start, learning_rate, n_steps):
    x = 0.0
    positions = [x]
    for k in range(n_steps):
        x = x - learning_rate * df(x)
        positions.append(x)
    return positions
