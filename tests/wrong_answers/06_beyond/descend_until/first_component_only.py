# diagnosis: first_component_only
# says: Only the first component is tested.
# asks: What about the other components?
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while steps < max_steps:
        g = df(theta)
        if abs(g[0]) <= tol:
            break
        theta = theta - alpha * g
        steps += 1
    return theta, steps
