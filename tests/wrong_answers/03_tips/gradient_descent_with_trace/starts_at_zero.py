# diagnosis: start_ignored
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.zeros(len(theta_init))
    trace = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
    return theta, np.array(trace)
