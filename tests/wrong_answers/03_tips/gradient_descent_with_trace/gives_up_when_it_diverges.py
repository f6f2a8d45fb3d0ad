# diagnosis: none
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        if np.abs(theta).max() > 1e8:
            break
        trace.append(theta)
    return theta, np.array(trace)
