# diagnosis: trace_too_long
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(float)
    trace = [theta]
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
    trace.append(theta)
    return theta, np.array(trace)
