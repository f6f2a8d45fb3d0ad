# diagnosis: old_velocity_used
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        theta = theta - alpha * v
        v = beta * v + g
    return theta
