# diagnosis: slopes_pile_up
def descend_1d(df, x_start, learning_rate, n_steps):
    x, grad = x_start, 0
    path = [x]
    for _ in range(n_steps):
        grad += df(x)
        x = x - learning_rate * grad
        path.append(x)
    return path
