# diagnosis: appended_after_loop
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
    trace.append(theta)
    return theta, trace
