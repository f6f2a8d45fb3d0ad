# diagnosis: alpha_twice
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        grad = alpha * df(theta)
        theta = theta - alpha * grad
    return theta
