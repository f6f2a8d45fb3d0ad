# diagnosis: slopes_pile_up
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    grad = 0.0
    for _ in range(n_steps):
        grad = grad + df(theta)
        theta = theta - alpha * grad
    return theta
