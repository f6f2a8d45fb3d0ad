# diagnosis: arguments_in_other_order
def momentum(df, theta_init, beta, alpha, n_steps):
    theta, velocity = theta_init, 0
    for _ in range(n_steps):
        velocity = beta * velocity + df(theta)
        theta = theta - alpha * velocity
    return theta
