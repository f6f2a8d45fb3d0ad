# diagnosis: keeps_state
v = 0.0


def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    global v
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
    return theta
