# mistakes: one object in all rows; gradient added
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta, trace = np.array(theta_init, dtype=float), []
    trace.append(theta)
    for _ in range(n_steps):
        theta += alpha * df(theta)
        trace.append(theta)
    return theta, trace
