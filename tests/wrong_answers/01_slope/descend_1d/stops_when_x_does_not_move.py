# diagnosis: stopped_early
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = [x_start]
    for _ in range(n_steps):
        new = xs[-1] - learning_rate * df(xs[-1])
        if np.isclose(new, xs[-1], rtol=0, atol=1e-12):
            return np.array(xs)
        xs.append(new)
    return np.array(xs)
