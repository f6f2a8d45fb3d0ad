# diagnosis: returns_gradient
def gradient_descent(df, theta_init, alpha, n_steps):
    first = df(theta_init)
    theta = theta_init - alpha * first
    for step in range(1, n_steps):
        theta = theta - alpha * df(theta)
    return first
