# diagnosis: alpha_missing
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        theta = theta - df(theta)
    return theta
