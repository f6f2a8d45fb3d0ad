def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = np.array(theta_init, dtype=float)
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    for i in range(n_steps):
        g = np.array(df(theta))
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        theta -= alpha * (m / (1 - beta1**(i + 1))) / (np.sqrt(v / (1 - beta2**(i + 1))) + eps)
    return theta
