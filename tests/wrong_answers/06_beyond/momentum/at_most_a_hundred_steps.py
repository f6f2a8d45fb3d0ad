# diagnosis: none
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = np.array(theta_init, dtype=float)
    v = np.zeros(len(theta))
    for _ in range(min(n_steps, 100)):
        g = df(theta)
        v = beta * v + g
        step = alpha * v
        theta = theta - step
    return theta
