# diagnosis: normalised_step
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        slope = df(x)
        x = x - learning_rate * slope / abs(slope)
        way.append(x)
    return way
