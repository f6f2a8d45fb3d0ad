# diagnosis: decaying_alpha
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = np.array(theta_init, float)
    steps = 0
    while np.linalg.norm(df(theta)) > tol and steps < max_steps:
        theta = theta - alpha * np.array(df(theta))
        alpha *= 0.9
        steps += 1
    return theta, steps
