# diagnosis: returns_trace
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = theta_init
    trace = [theta]
    v = np.zeros(len(theta))
    for _ in range(n_steps):
        g = df(theta)
        v = beta * v + g
        theta = theta - alpha * v
        trace.append(theta)
    return np.array(trace)
