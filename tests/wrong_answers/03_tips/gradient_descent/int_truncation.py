# diagnosis: int_truncation
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init)
    for step in range(n_steps):
        theta[...] = theta - alpha * df(theta.copy())
    return theta
