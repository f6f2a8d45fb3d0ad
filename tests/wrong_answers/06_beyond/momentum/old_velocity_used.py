# diagnosis: old_velocity_used
# says: The step uses the velocity of before.
# asks: Which comes first in the docstring, the velocity or the step?
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        theta = theta - alpha * v
        v = beta * v + g
    return theta
