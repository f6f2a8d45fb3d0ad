# diagnosis: moments_not_kept
# says: No step remembers the averages of the one before it.
# asks: Where are the averages set, and do they live through the whole loop?
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = theta_init
    for t in range(1, n_steps + 1):
        m, v = np.zeros(len(theta)), np.zeros(len(theta))
        g = df(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return theta
