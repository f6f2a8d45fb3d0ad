# diagnosis: int_truncation
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init.copy()
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        step = alpha * v
        theta[:] = theta - step
    return theta
