# diagnosis: changes_arguments
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.asarray(theta_init, dtype=float)
    for step in range(n_steps):
        theta -= alpha * df(theta)
    return theta
