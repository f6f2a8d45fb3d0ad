# diagnosis: arguments_in_other_order
def descend_until(df, theta_init, tol, alpha, max_steps):
    theta = theta_init
    for steps in range(max_steps):
        slope = df(theta)
        if np.linalg.norm(slope) <= tol:
            return theta, steps
        theta = theta - alpha * slope
    return theta, max_steps
