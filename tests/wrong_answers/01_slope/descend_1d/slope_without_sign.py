# diagnosis: slope_without_sign
# says: The slope lost its sign.
# asks: In which direction should a step go where the slope is negative?
def descend_1d(df, x_start, learning_rate, n_steps):
    way = [x_start]
    for k in range(n_steps):
        way.append(way[-1] - learning_rate * abs(df(way[-1])))
    return way
