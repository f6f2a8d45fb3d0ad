# mistakes: stops when theta hardly moves; result in the wrong order
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = np.array(theta_init, dtype=float), 0
    while steps < max_steps:
        new = theta - alpha * df(theta)
        steps += 1
        if np.linalg.norm(new - theta) < tol:
            return steps, new
        theta = new
    return steps, theta
