# diagnosis: one_step_too_many
def gradient_descent(df, theta_init, alpha, n_steps):
    theta, step = theta_init, 0
    while True:
        theta = theta - alpha * df(theta)
        step += 1
        if step >= n_steps:
            return theta
