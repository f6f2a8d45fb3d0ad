# diagnosis: stops_after_first_step
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, float)
    trace = [theta]
    for k in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
        return theta, np.array(trace)
