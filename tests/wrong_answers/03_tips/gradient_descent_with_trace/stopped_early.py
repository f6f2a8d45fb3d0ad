# diagnosis: stopped_early
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = theta_init.astype(float)
    trace = [theta]
    for step in range(n_steps):
        new = theta - alpha * df(theta)
        if step > 1 and np.abs(new - theta).max() < 0.22:
            break
        theta = new
        trace.append(theta)
    return theta, np.array(trace)
