# mistakes: another method: momentum
def gradient_descent(df, theta_init, alpha, n_steps):
    theta, v = theta_init, 0.0
    for _ in range(n_steps):
        v = 0.9 * v + 0.1 * df(theta)
        theta = theta - alpha * v
    return theta
