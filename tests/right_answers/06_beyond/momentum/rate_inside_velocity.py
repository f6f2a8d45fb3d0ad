def momentum(df, theta_init, alpha, beta, n_steps):
    theta, step = theta_init, np.zeros(len(theta_init))
    for k in range(n_steps):
        print("step", k)
        step = beta * step - alpha * df(theta)
        theta = theta + step
    return theta
