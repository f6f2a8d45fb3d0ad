# diagnosis: momentum
def gradient_descent(df, theta_init, alpha, n_steps):
    theta, velocity = theta_init, 0
    for _ in range(n_steps):
        velocity = 0.9 * velocity + alpha * df(theta)
        theta = theta - velocity
    return theta
