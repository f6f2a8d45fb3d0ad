# diagnosis: momentum
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta, velocity = np.array(theta_init, dtype=float), 0
    trace = [theta]
    for _ in range(n_steps):
        velocity = 0.9 * velocity + alpha * df(theta)
        theta = theta - velocity
        trace.append(theta)
    return theta, np.array(trace)
