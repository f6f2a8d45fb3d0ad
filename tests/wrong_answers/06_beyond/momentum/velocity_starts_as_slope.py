# diagnosis: velocity_starts_as_slope
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = df(theta)
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
    return theta
