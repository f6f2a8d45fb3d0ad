# diagnosis: start_is_a_number
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init.copy()
    for step in range(n_steps):
        grad = df(theta)          # df returns vector gradient
        theta = theta - alpha * grad
    return theta
