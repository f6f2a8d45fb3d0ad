# diagnosis: trace_lying
# says: The trace is lying on its side.
# asks: Is one row of it one position?
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(float)
    trace = [theta]
    for step in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
    return theta, np.array(trace).T
