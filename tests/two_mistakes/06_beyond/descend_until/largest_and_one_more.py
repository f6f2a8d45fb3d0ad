# mistakes: largest component; one update more is counted
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = np.array(theta_init, dtype=float), 0
    while steps < max_steps and np.abs(df(theta)).max() > tol:
        theta = theta - alpha * df(theta)
        steps += 1
    return theta, steps + 1
