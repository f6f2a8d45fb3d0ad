# diagnosis: velocity_reversed
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = g - beta * v
        theta = theta - alpha * v
    return theta
