# diagnosis: start_ignored
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.zeros_like(theta_init, dtype=float)
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
    return theta
