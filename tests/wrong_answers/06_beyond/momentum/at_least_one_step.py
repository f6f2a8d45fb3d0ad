# diagnosis: one_step_too_many
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = theta_init, 0
    for _ in range(max(n_steps, 1)):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
    return theta
