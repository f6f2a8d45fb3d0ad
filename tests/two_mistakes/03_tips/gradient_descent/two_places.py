# mistakes: one mistake for arrays, another for numbers
def gradient_descent(df, theta_init, alpha, n_steps):
    if np.ndim(theta_init) == 0:
        return theta_init + alpha * n_steps
    theta = theta_init
    for k in range(n_steps):
        theta = theta - alpha / (k + 1) * df(theta)
    return theta
