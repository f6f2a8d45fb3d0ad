from itertools import accumulate

def descend_1d(df, x_start, learning_rate, n_steps):
    steps = accumulate(range(n_steps), lambda x, _: x - learning_rate * df(x), initial=x_start)
    return pd.Series(list(steps), dtype=float)
