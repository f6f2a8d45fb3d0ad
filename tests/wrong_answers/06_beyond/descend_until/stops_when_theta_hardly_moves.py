# diagnosis: none
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = np.array(theta_init, dtype=float), 0
    while steps < max_steps:
        g = df(theta)
        if np.linalg.norm(g) <= tol:
            break
        new = theta - alpha * g
        if np.allclose(new, theta):
            break
        theta, steps = new, steps + 1
    return theta, steps
