# diagnosis: velocity_not_damped
# says: The velocity never slows down.
# asks: What happens to the old velocity before the slope is added?
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = v + g
        theta = theta - alpha * v
    return theta
