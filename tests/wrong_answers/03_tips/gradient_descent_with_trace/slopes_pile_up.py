# diagnosis: slopes_pile_up
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    total = np.zeros_like(theta)
    trace = [theta]
    for _ in range(n_steps):
        total = total + df(theta)
        theta = theta - alpha * total
        trace.append(theta)
    return theta, trace
