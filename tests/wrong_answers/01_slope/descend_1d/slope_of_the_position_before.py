# diagnosis: slope_of_the_position_before
# says: From the second step on, the slope belongs to the position before.
# asks: When is the slope measured, and where do you stand when you use it?
def descend_1d(df, x_start, learning_rate, n_steps):
    way = [x_start]
    slope = df(x_start)
    for k in range(n_steps):
        way.append(way[-1] - learning_rate * slope)
        slope = df(way[k])
    return way
