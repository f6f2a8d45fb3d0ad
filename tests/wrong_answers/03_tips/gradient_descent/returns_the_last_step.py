# diagnosis: returns_a_step
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = step = theta_init
    for _ in range(n_steps):
        step = alpha * df(theta)
        theta = theta - step
    return step
