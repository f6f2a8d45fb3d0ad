def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    trace = np.empty((n_steps + 1, len(theta_init)))
    trace[0] = theta_init
    for k in range(n_steps):
        trace[k + 1] = trace[k] - alpha * np.asarray(df(trace[k].copy()))
    return [trace[n_steps], trace]
