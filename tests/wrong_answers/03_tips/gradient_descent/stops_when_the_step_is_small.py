# diagnosis: earlier_position
def gradient_descent(df, theta_init, alpha, n_steps, tolerance=1e-6):
    theta = theta_init
    for _ in range(n_steps):
        diff = -alpha * df(theta)
        if np.all(np.abs(diff) <= tolerance):
            break
        theta = theta + diff
    return theta
