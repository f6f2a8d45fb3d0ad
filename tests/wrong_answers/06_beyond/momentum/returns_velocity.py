# diagnosis: returns_velocity
# says: This is the velocity, not the place.
# asks: What does the docstring ask for?
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
    return v
