# diagnosis: stopped_early
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    n_steps = min(n_steps, 20)
    theta = np.array(theta_init, dtype=float)
    trace = np.zeros((n_steps + 1, len(theta)))
    trace[0] = theta
    for k in range(n_steps):
        theta = theta - alpha * df(theta)
        trace[k + 1] = theta
    return theta, trace
