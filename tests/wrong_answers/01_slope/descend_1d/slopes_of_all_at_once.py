# diagnosis: none
def descend_1d(df, x_start, learning_rate, n_steps):
    way = np.full(n_steps + 1, float(x_start))
    for k in range(n_steps):
        way[k + 1] = (way - learning_rate * df(way))[k]
    return way
