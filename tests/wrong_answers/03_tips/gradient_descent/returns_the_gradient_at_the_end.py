# diagnosis: returns_gradient
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
    return df(theta)
