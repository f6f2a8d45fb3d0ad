# diagnosis: none
def descend_1d(df, x_start, learning_rate, n_steps):
    out = [x_start]
    for _ in range(n_steps):
        g = max(-1e6, min(1e6, df(out[-1])))
        out.append(out[-1] - learning_rate * g)
    return out
