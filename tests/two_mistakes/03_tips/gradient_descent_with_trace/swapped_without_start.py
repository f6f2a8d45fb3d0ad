# mistakes: wrong order; the start is missing
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta, trace = theta_init, []
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
    return np.array(trace), theta
