# diagnosis: decaying_alpha
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = theta_init
    for steps in range(max_steps):
        slope = df(theta)
        if np.linalg.norm(slope) <= tol:
            return theta, steps
        theta = theta - alpha / (1 + steps) * slope
    return theta, max_steps
