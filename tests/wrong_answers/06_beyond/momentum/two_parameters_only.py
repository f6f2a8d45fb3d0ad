# diagnosis: none
def momentum(df, theta_init, alpha, beta, n_steps):
    t0, t1 = theta_init[0], theta_init[1]
    v0 = v1 = 0.0
    for _ in range(n_steps):
        slope = df(np.array([t0, t1]))
        v0, v1 = beta * v0 + slope[0], beta * v1 + slope[1]
        t0, t1 = t0 - alpha * v0, t1 - alpha * v1
    return np.array([t0, t1])
