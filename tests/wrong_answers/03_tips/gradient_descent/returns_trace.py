# diagnosis: returns_trace
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    trace = [theta]
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
    return np.array(trace)
