# diagnosis: decaying_alpha
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, velocity = theta_init, 0
    for t in range(1, n_steps + 1):
        velocity = beta * velocity + df(theta)
        theta = theta - alpha / t * velocity
    return theta
