# diagnosis: starts_again
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        theta = theta_init - alpha * df(theta)
    return theta
