# diagnosis: place_left_empty
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    trace = np.zeros((n_steps + 1, len(theta_init)))
    trace[0] = theta_init
    for k in range(1, n_steps):
        trace[k] = trace[k - 1] - alpha * df(trace[k - 1])
    return trace[-1], trace
