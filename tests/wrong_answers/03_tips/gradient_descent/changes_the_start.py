# diagnosis: one_step_too_many
def gradient_descent(df, theta_init, alpha, n_steps):
    for step in range(n_steps + 1):
        theta_init = theta_init - alpha * df(theta_init)
        theta_init += 0
    return theta_init
