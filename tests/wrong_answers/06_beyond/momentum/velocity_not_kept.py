# diagnosis: velocity_not_kept
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    for _ in range(n_steps):
        v = np.zeros(len(theta))
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
    return theta
