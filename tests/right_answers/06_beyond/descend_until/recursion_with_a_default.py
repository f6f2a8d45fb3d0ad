def descend_until(df, theta_init, alpha, tol, max_steps):
    g = df(theta_init)
    if max_steps == 0 or (g @ g) ** 0.5 <= tol:
        return theta_init, 0
    end, steps = descend_until(df, theta_init - alpha * g, alpha, tol, max_steps - 1)
    return end, steps + 1
