# diagnosis: tested_after_update
# public check: fails
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while steps < max_steps:
        g = df(theta)
        theta = theta - alpha * g
        steps += 1
        if np.linalg.norm(g) <= tol:
            break
    return theta, steps
