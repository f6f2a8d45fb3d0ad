# mistakes: the length is measured relative to the first
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = np.array(theta_init, dtype=float), 0
    first = np.linalg.norm(df(theta))
    while steps < max_steps and np.linalg.norm(df(theta)) / first > tol:
        theta = theta - alpha * df(theta)
        steps += 1
    return theta, steps
