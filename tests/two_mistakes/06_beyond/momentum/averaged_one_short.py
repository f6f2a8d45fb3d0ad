# mistakes: averaged velocity; one step short
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = np.array(theta_init, dtype=float), np.zeros(np.size(theta_init))
    for _ in range(n_steps - 1):
        v = beta * v + (1 - beta) * df(theta)
        theta = theta - alpha * v
    return theta
