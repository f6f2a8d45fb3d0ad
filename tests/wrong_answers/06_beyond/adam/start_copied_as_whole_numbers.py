# diagnosis: int_truncation
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = theta_init.copy()
    m, v, t = np.zeros(len(theta)), np.zeros(len(theta)), 0
    for _ in range(n_steps):
        g = df(theta)
        t += 1
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        step = alpha * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        theta[:] = theta - step
    return theta
