# diagnosis: returns_gradient
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        grad = df(theta)
        theta = theta - alpha * grad
    return grad if n_steps else theta
