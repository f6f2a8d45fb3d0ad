# diagnosis: none
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = np.array(theta_init, dtype=float)
    for k in range(max_steps):
        g = df(theta)
        if np.linalg.norm(g) <= tol or np.linalg.norm(theta) > 1e8:
            return theta, k
        theta = theta - alpha * g
    return theta, max_steps
