# diagnosis: stopped_early
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = [theta.copy()]
    for _ in range(n_steps):
        step = alpha * df(theta)
        theta = theta - step
        trace.append(theta.copy())
        if np.linalg.norm(step) < 1e-6:
            break
    return theta, np.array(trace)
