def descend_until(df, theta_init, alpha, tol, max_steps):
    g = df(theta_init)
    if max_steps == 0 or g @ g <= tol**2:
        return theta_init, 0
    theta, steps = descend_until(df, theta_init - alpha * g, alpha, tol, max_steps - 1)
    return theta, steps + 1
