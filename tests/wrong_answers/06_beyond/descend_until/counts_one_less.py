# diagnosis: counts_one_less
# says: One update fewer is counted than was made.
# asks: What does your counter hold when the loop ends?
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while steps < max_steps:
        g = df(theta)
        if np.linalg.norm(g) <= tol:
            break
        theta = theta - alpha * g
        steps += 1
    return theta, steps - 1
