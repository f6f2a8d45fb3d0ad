# diagnosis: one_step_short
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(1, n_steps):
        theta = theta - alpha * df(theta)
    return theta
