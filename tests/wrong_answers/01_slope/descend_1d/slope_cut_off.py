# diagnosis: clipped
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    path = [x]
    for k in range(n_steps):
        g = np.clip(df(x), -1, 1)
        x = x - learning_rate * g
        path.append(float(x))
    return path
