# diagnosis: fixed_beta
def momentum(df, theta_init, alpha, beta, n_steps):
    beta = 0.5
    theta = np.array(theta_init, float)
    v = np.zeros_like(theta)
    for _ in range(n_steps):
        v = beta * v + np.array(df(theta))
        theta = theta - alpha * v
    return theta
