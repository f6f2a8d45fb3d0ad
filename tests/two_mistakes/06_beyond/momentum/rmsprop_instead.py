# mistakes: another method: RMSprop
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = np.array(theta_init, dtype=float), np.zeros(np.size(theta_init))
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + (1 - beta) * g**2
        theta = theta - alpha * g / (np.sqrt(v) + 1e-8)
    return theta
