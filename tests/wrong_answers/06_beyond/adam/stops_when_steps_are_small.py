# diagnosis: one_step_short
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = theta_init
    m = v = 0
    for t in range(1, n_steps + 1):
        g = df(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        step = alpha * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
        theta = theta - step
        if np.linalg.norm(step) < 0.02:
            break
    return theta
