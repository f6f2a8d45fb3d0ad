# diagnosis: gradient_not_recomputed
# public check: fails
def gradient_descent(df, theta_init, alpha, n_steps):
    grad = df(theta_init)
    theta = theta_init
    for step in range(n_steps):
        theta = theta - alpha * grad
    return theta
