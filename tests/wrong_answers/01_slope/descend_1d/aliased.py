# diagnosis: trace_all_the_same
def descend_1d(df, x_start, learning_rate, n_steps):
    x = np.array([float(x_start)])
    way = [x]
    for k in range(n_steps):
        x -= learning_rate * df(x[0])
        way.append(x)
    return np.array(way)
