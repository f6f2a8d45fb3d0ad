def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    trace = [np.array(theta_init, dtype=float)]
    for _ in range(n_steps):
        trace.append(trace[-1] - alpha * df(trace[-1]))
    trace = np.array(trace, dtype=np.float32)
    return trace[-1], trace
