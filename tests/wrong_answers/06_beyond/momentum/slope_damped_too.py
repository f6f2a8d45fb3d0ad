# diagnosis: slope_damped_too
# says: The new slope is damped as well.
# asks: Round which part of the formula do your brackets stand?
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = beta * (v + g)
        theta = theta - alpha * v
    return theta
