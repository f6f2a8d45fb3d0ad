# diagnosis: not_moved
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        new = theta - alpha * df(theta)
    return theta
