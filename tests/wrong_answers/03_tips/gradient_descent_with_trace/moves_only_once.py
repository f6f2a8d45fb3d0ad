# diagnosis: one_step_counts
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    start = np.array(theta_init, dtype=float)
    theta, trace = start, [start]
    for step in range(n_steps):
        theta = start - alpha * df(start)
        trace.append(theta)
    return theta, np.array(trace)
