# diagnosis: border_missed
# says: It walks on where the gradient is exactly as long as tol.
# asks: Does the task say less than tol, or at most tol?
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = theta_init
    for step in range(max_steps):
        g = df(theta)
        if np.sqrt(np.sum(g**2)) < tol:
            return theta, step
        theta = theta - alpha * g
    return theta, max_steps
