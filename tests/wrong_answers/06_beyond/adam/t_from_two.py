# diagnosis: t_from_two
# says: The corrections are a step ahead.
# asks: Which t does the first step use?
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = theta_init
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t in range(n_steps):
        g = df(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**(t + 2))
        v_hat = v / (1 - beta2**(t + 2))
        theta = theta - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return theta
