# diagnosis: stopped_early
def descend_1d(df, x_start, learning_rate, n_steps, precision=1e-6):
    history = [x_start]
    for i in range(n_steps):
        step = learning_rate * df(history[-1])
        history.append(history[-1] - step)
        if abs(step) <= precision:
            break
    return history
