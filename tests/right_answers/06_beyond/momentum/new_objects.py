def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = theta_init, 0
    for _ in range(n_steps):
        v = beta * v + df(theta)
        theta = theta - alpha * v
    return theta
