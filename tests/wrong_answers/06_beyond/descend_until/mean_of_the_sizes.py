# diagnosis: mean_of_components
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = np.array(theta_init, float)
    n = 0
    while n < max_steps:
        g = np.array(df(theta))
        if np.abs(g).mean() <= tol:
            break
        theta, n = theta - alpha * g, n + 1
    return theta, n
