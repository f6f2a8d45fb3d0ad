# diagnosis: int_truncation
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(int)
    trace = [theta]
    for step in range(n_steps):
        theta = (theta - alpha * df(theta)).astype(int)
        trace.append(theta)
    return theta, np.array(trace)
