# diagnosis: one_component_updated
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    for step in range(n_steps):
        theta.flat[-1] -= alpha * np.ravel(df(theta))[-1]
    return theta
