# diagnosis: one_step_short
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = best = theta_init
    smallest = np.inf
    for k in range(n_steps):
        length = np.linalg.norm(df(theta))
        if length < smallest:
            best, smallest = theta, length
        theta = theta - alpha * df(theta)
    return best
