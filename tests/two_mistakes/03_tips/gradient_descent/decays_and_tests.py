# mistakes: exponential decay; stopping rule
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for k in range(n_steps):
        step = alpha * 0.9 ** k * df(theta)
        theta = theta - step
        if np.max(np.abs(step)) < 0.05:
            break
    return theta
