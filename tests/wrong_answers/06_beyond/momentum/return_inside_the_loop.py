# diagnosis: stops_after_first_step
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = np.array(theta_init, float)
    v = np.zeros_like(theta)
    for _ in range(n_steps):
        v = beta * v + np.array(df(theta))
        theta = theta - alpha * v
        return theta
