# diagnosis: earlier_position
def gradient_descent(df, theta_init, alpha, n_steps):
    theta, k = theta_init, 0
    while k < n_steps and k < 100:
        theta = theta - alpha * df(theta)
        k += 1
    return theta
