# diagnosis: sequential_update
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(float)
    trace = [theta.copy()]
    for step in range(n_steps):
        for j in range(len(theta)):
            theta[j] = theta[j] - alpha * df(theta)[j]
        trace.append(theta.copy())
    return theta, np.array(trace)
