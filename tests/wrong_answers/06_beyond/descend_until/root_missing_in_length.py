# diagnosis: root_missing_in_length
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while steps < max_steps:
        g = df(theta)
        if np.sum(g**2) <= tol:
            break
        theta = theta - alpha * g
        steps += 1
    return theta, steps
