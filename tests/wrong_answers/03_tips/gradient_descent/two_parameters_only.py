# diagnosis: none
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for step in range(n_steps):
        slope = df(theta)
        if np.ndim(slope) == 0:
            theta = theta - alpha * slope
        else:
            t0, t1 = theta
            theta = np.array([t0 - alpha * slope[0], t1 - alpha * slope[1]])
    return theta
