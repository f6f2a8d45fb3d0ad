def gradient_descent(df, theta_init, alpha, n_steps):
    """Counts down."""
    theta = 1.0 * theta_init
    while n_steps > 0:
        theta, n_steps = theta - alpha * df(theta), n_steps - 1
    return theta
