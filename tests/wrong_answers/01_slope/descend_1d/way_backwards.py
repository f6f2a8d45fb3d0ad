# diagnosis: way_backwards
# says: The positions stand in reverse order.
# asks: Where in the result does the start belong?
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x = x - learning_rate * df(x)
        way.insert(0, x)
    return way
