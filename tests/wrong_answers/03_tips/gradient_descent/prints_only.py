# diagnosis: printed_not_returned
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for i in range(n_steps):
        theta = theta - alpha * df(theta)
    print(theta)
