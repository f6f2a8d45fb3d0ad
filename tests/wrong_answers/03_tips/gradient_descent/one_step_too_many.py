# diagnosis: one_step_too_many
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps + 1):
        theta = theta - alpha * df(theta)
    return theta
