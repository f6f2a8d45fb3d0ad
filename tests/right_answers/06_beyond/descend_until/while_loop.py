def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = np.array(theta_init, dtype=float), 0
    while steps < max_steps and np.linalg.norm(df(theta)) > tol:
        theta -= alpha * np.asarray(df(theta))
        steps += 1
    return theta, steps
