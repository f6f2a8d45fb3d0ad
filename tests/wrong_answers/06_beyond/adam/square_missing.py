# diagnosis: square_missing
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = theta_init
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t in range(1, n_steps + 1):
        g = df(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * np.abs(g)
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return theta
