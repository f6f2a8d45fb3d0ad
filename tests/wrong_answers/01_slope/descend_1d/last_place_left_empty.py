# diagnosis: place_left_empty
def descend_1d(df, x_start, learning_rate, n_steps):
    positions = np.zeros(n_steps + 1)
    positions[0] = x_start
    for k in range(1, n_steps):
        positions[k] = positions[k - 1] - learning_rate * df(positions[k - 1])
    return list(positions)
