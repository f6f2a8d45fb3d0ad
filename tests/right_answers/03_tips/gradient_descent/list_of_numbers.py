def gradient_descent(df, theta_init, alpha, n_steps):
    if np.ndim(theta_init) == 0:
        t = float(theta_init)
        for _ in range(n_steps):
            t -= alpha * df(t)
        return t
    theta = [float(t) for t in theta_init]
    for _ in range(n_steps):
        slopes = df(np.array(theta))
        theta = [t - alpha * s for t, s in zip(theta, slopes)]
    return theta
