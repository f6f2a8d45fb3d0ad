# diagnosis: earlier_position
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init
    trace = [theta]
    for _ in range(n_steps):
        before = theta
        theta = theta - alpha * df(theta)
        trace.append(theta)
    return trace[n_steps // 2], np.array(trace)
