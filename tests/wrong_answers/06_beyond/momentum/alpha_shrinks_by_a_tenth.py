# diagnosis: decaying_alpha
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = np.array(theta_init, float)
    v = np.zeros_like(theta)
    for t in range(n_steps):
        v = beta * v + np.array(df(theta))
        theta = theta - alpha * v
        alpha *= 0.9
    return theta
