def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.asarray(theta_init, dtype=np.float32)
    for _ in range(n_steps):
        theta = (theta - alpha * df(theta)).astype(np.float32)
    return theta
