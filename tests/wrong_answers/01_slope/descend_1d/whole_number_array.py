# diagnosis: int_truncation
def descend_1d(df, x_start, learning_rate, n_steps):
    x = np.array(x_start)
    way = [float(x)]
    for k in range(n_steps):
        x -= learning_rate * df(float(x))
        way.append(float(x))
    return way
