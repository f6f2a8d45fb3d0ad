# diagnosis: fixed_settings
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(1000):
        theta = theta - alpha * df(theta)
    return theta
