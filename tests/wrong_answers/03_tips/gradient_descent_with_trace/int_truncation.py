# diagnosis: int_truncation
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    trace = np.zeros((n_steps + 1, len(theta_init)), dtype=int)
    theta = theta_init.astype(float)
    trace[0] = theta
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
        trace[step + 1] = theta
    return theta, trace
