# diagnosis: one_component_updated
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(float)
    trace = [theta.copy()]
    for step in range(n_steps):
        theta[-1] -= alpha * df(theta)[-1]
        trace.append(theta.copy())
    return theta, np.array(trace)
