# diagnosis: keeps_state
theta = None


def gradient_descent(df, theta_init, alpha, n_steps):
    global theta
    if theta is None:
        theta = theta_init
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
    return theta
