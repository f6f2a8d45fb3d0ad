# diagnosis: half_factor
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        theta = theta - alpha * df(theta) / 2
    return theta
