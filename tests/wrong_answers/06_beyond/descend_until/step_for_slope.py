# diagnosis: step_for_slope
# says: The length of the step is tested, not that of the gradient.
# asks: Does the test in the docstring depend on alpha?
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while steps < max_steps:
        g = df(theta)
        if np.linalg.norm(alpha * g) <= tol:
            break
        theta = theta - alpha * g
        steps += 1
    return theta, steps
