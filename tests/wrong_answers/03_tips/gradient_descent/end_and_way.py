# diagnosis: more_than_asked
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    trace = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        trace.append(theta)
    return theta, trace
