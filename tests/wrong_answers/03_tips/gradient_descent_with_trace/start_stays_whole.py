# diagnosis: int_truncation
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init)
    trace = [theta.copy()]
    for step in range(n_steps):
        theta -= alpha * df(theta)
        trace.append(theta.copy())
    return theta, np.array(trace)
