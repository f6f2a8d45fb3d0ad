# mistakes: beta is written into the code; gradient added
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = np.array(theta_init, dtype=float), np.zeros(np.size(theta_init))
    for _ in range(n_steps):
        v = 0.8 * v + df(theta)
        theta = theta + alpha * v
    return theta
