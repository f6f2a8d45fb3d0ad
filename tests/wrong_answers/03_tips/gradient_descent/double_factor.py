# diagnosis: double_factor
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        theta = theta - alpha * 2 * df(theta)
    return theta
