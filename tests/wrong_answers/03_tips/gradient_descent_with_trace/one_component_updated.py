# diagnosis: one_component_updated
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(float)
    trace = [theta.copy()]
    for step in range(n_steps):
        theta[0] -= alpha * df(theta)[0]
        trace.append(theta.copy())
    return theta, np.array(trace)
