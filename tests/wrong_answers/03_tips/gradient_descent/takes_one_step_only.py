# diagnosis: one_step_counts
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        theta = theta_init - alpha * df(theta_init)
    return theta
