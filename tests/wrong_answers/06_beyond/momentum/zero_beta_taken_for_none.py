# diagnosis: fixed_beta
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = theta_init, 0
    for _ in range(n_steps):
        g = df(theta)
        v = (beta or 0.9) * v + g
        theta = theta - alpha * v
    return theta
