# diagnosis: trace_of_gradients
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(float)
    trace = []
    for step in range(n_steps):
        grad = df(theta)
        trace.append(grad)
        theta = theta - alpha * grad
    trace.append(df(theta))
    return theta, np.array(trace)
