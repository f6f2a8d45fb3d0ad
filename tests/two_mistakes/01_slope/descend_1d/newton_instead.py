# mistakes: another method: secant steps
def descend_1d(df, x_start, learning_rate, n_steps):
    path = [x_start]
    for _ in range(n_steps):
        x = path[-1]
        bend = (df(x + 1e-5) - df(x - 1e-5)) / 2e-5
        path.append(x - df(x) / bend)
    return path
