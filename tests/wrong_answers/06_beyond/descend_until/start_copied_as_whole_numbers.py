# diagnosis: int_truncation
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = theta_init.copy()
    for k in range(max_steps):
        g = df(theta)
        if np.sqrt((g**2).sum()) <= tol:
            return theta, k
        theta[:] = theta - alpha * g
    return theta, max_steps
