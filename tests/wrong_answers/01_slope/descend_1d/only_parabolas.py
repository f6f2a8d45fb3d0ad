# diagnosis: none
def descend_1d(df, x_start, learning_rate, n_steps):
    return [x_start * (1 - 2 * learning_rate) ** k for k in range(n_steps + 1)]
