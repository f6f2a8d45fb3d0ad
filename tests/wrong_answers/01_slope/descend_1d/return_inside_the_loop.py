# diagnosis: stops_after_first_step
def descend_1d(df, x_start, learning_rate, n_steps):
    history = []
    history.append(x_start)
    for i in range(n_steps):
        new_x = history[i] - learning_rate * df(history[i])
        history.append(new_x)
        return history
