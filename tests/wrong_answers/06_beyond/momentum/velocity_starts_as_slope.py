# diagnosis: velocity_starts_as_slope
# says: The velocity does not start at zero.
# asks: How long should the very first step be?
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = df(theta)
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
    return theta
