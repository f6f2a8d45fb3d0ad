def momentum(df, theta_init, alpha, beta, n_steps):
    theta = np.array(theta_init, dtype=float)
    v = np.zeros_like(theta)
    for _ in range(n_steps):
        v *= beta
        v += df(theta)
        theta -= alpha * v
    return theta
