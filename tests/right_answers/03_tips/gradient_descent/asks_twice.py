def gradient_descent(df, theta_init, alpha, n_steps, verbose=True):
    theta = theta_init
    df(theta)
    for step in range(n_steps):
        if verbose and step % 50 == 0:
            print(step, theta, df(theta))
        theta = theta - alpha * df(theta)
    return theta
