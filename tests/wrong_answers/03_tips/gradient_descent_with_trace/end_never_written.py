# diagnosis: place_left_empty
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = np.zeros((n_steps + 1, len(theta)))
    for k in range(n_steps):
        trace[k] = theta
        theta = theta - alpha * df(theta)
    return theta, trace
