# diagnosis: none
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = trace = np.array(theta_init, dtype=float)
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
        trace = np.vstack([trace, theta])
    return theta, trace
