# diagnosis: earlier_position
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(0, n_steps, 3):
        theta = theta - alpha * df(theta)
    return theta
