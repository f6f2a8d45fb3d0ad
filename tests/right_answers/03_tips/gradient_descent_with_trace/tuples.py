def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=np.float64)
    trace = [tuple(theta)]
    for _ in range(n_steps):
        theta -= alpha * df(theta)
        trace.append(tuple(theta))
    return tuple(theta), trace
