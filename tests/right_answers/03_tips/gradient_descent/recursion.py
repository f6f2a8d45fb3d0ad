def gradient_descent(df, theta_init, alpha, n_steps):
    if n_steps == 0:
        return theta_init
    return gradient_descent(df, theta_init - alpha * df(theta_init), alpha, n_steps - 1)
