def momentum(df, theta_init, alpha, beta, n_steps):
    theta, velocity = np.array(theta_init, dtype=float), 0.0
    for _ in range(n_steps):
        velocity = beta * velocity + df(theta)
        theta = theta - alpha * velocity
    return theta.astype(np.float32)
