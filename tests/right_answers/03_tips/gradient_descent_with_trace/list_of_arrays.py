def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    trace = [np.asarray(theta_init, dtype=float)]
    while len(trace) <= n_steps:
        trace.append(trace[-1] - alpha * df(trace[-1]))
    return trace[-1], trace
