# diagnosis: stopped_early
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = [theta]
    for _ in range(n_steps):
        g = df(theta)
        if not np.any(g):
            break
        theta = theta - alpha * g
        trace.append(theta)
    return theta, np.array(trace)
