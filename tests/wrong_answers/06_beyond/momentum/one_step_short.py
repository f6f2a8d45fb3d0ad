# diagnosis: one_step_short
# public check: fails
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps - 1):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
    return theta
