# diagnosis: keeps_state
def gradient_descent_with_trace(df, theta_init, alpha, n_steps, trace=[]):
    theta = np.array(theta_init, dtype=float)
    trace.append(theta)
    for _ in range(n_steps):
        theta = theta - alpha * np.asarray(df(theta))
        trace.append(theta)
    return theta, trace
