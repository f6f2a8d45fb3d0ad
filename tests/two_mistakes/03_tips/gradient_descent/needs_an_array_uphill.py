# mistakes: expects an array; gradient added
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init.copy()
    for _ in range(n_steps):
        theta = theta + alpha * df(theta)
    return theta
