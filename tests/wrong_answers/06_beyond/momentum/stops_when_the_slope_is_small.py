# diagnosis: none
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = theta_init, 0
    for _ in range(n_steps):
        g = df(theta)
        if np.linalg.norm(g) < 0.1:
            break
        v = beta * v + g
        theta = theta - alpha * v
    return theta
