# diagnosis: returns_the_end
# says: Only the last position is returned.
# asks: Which positions does the docstring ask for?
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    way = [x]
    for k in range(n_steps):
        x = x - learning_rate * df(x)
        way.append(x)
    return x
