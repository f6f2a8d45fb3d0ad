# diagnosis: changes_arguments
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.asarray(theta_init, dtype=float)
    trace = [theta.copy()]
    for step in range(n_steps):
        theta -= alpha * df(theta)
        trace.append(theta.copy())
    return theta, np.array(trace)
