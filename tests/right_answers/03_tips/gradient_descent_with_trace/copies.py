def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.copy()
    trace = [theta.copy()]
    for step in range(n_steps):
        grad = df(theta)
        theta = theta - alpha * grad
        trace.append(theta.copy())
    return theta, np.array(trace)
