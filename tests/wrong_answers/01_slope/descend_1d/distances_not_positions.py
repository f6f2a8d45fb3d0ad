# diagnosis: distances_not_positions
# says: The positions lost their signs.
# asks: Can a position lie on the other side of zero?
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x = x - learning_rate * df(x)
        way.append(x)
    return [abs(x) for x in way]
