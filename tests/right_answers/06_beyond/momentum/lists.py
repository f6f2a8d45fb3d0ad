def momentum(df, theta_init, alpha, beta, n_steps):
    theta = list(theta_init)
    v = [0.0] * len(theta)
    for _ in range(n_steps):
        g = df(np.array(theta))
        v = [beta * a + b for a, b in zip(v, g)]
        theta = [t - alpha * a for t, a in zip(theta, v)]
    return theta
