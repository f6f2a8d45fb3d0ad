# diagnosis: none
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = np.array(theta_init, dtype=float)
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        step = alpha * v
        if np.linalg.norm(step) < 1e-6:
            break
        theta = theta - step
    return theta
