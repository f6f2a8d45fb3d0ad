# diagnosis: slope_added_twice
# says: The slope enters the step twice.
# asks: Is the slope in the velocity already?
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * (g + v)
    return theta
