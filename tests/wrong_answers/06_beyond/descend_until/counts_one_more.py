# diagnosis: counts_one_more
# says: One update more is counted than was made.
# asks: What should be counted for a start that is good enough?
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 1
    while steps <= max_steps:
        g = df(theta)
        if np.linalg.norm(g) <= tol:
            break
        theta = theta - alpha * g
        steps += 1
    return theta, steps
