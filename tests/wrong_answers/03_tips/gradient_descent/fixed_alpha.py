# diagnosis: fixed_settings
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        theta = theta - 0.01 * df(theta)
    return theta
