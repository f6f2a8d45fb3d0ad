# diagnosis: printed_not_returned
def descend_1d(df, x_start, learning_rate, n_steps):
    x = x_start
    print(x)
    for i in range(n_steps):
        x = x - learning_rate * df(x)
        print("step", i + 1, "x =", x)
