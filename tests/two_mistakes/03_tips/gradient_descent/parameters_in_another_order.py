# mistakes: the parameters stand in another order
def gradient_descent(theta_init, df, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
    return theta
