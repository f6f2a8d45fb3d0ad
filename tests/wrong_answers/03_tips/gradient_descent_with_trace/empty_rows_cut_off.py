# diagnosis: trace_without_start
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = np.zeros((1000, len(theta)))
    trace[0] = theta
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
        trace[step + 1] = theta
    return theta, trace[trace.any(axis=1)]
