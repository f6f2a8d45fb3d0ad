# mistakes: slope clipped to one; decaying rate
def descend_1d(df, x_start, learning_rate, n_steps):
    x, path = x_start, [x_start]
    for k in range(n_steps):
        x = x - learning_rate / (1 + k) * np.clip(df(x), -1, 1)
        path.append(x)
    return path
