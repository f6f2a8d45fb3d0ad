def momentum(df, theta_init, alpha, beta, n_steps, v=0.0):
    if n_steps == 0:
        return theta_init
    v = beta * v + np.asarray(df(theta_init))
    return momentum(df, theta_init - alpha * v, alpha, beta, n_steps - 1, v)
