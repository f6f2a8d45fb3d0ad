# mistakes: gradient added; one step short
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps - 1):
        theta = theta + alpha * df(theta)
    return theta
