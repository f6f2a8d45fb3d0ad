# diagnosis: velocity_not_kept
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = g
        theta = theta - alpha * beta * v
    return theta
