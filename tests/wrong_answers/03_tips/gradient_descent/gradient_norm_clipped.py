# diagnosis: none
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps):
        g = df(theta)
        norm = np.linalg.norm(g)
        if norm > 1e5:
            g = g * (1e5 / norm)
        theta = theta - alpha * g
    return theta
