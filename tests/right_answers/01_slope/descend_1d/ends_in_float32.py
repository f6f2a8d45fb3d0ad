def descend_1d(df, x_start, learning_rate, n_steps):
    xs = [x_start]
    for _ in range(n_steps):
        xs.append(xs[-1] - learning_rate * df(xs[-1]))
    return np.array(xs, dtype=np.float32)
