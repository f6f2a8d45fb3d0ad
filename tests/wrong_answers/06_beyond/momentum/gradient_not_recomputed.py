# diagnosis: gradient_not_recomputed
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    g = df(theta)
    for _ in range(n_steps):
        v = beta * v + g
        theta = theta - alpha * v
    return theta
