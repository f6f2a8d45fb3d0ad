# mistakes: gradient added; trace on its side
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta, trace = theta_init, [theta_init]
    for _ in range(n_steps):
        theta = theta + alpha * df(theta)
        trace.append(theta)
    return theta, np.array(trace).T
