# diagnosis: trace_all_the_same
def descend_1d(df, x_start, learning_rate, n_steps):
    return [x_start] * (n_steps + 1)
