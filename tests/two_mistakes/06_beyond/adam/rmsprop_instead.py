# mistakes: another method: RMSprop
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = np.array(theta_init, dtype=float)
    m, v = np.zeros(theta.size), np.zeros(theta.size)
    for _ in range(n_steps):
        g = df(theta)
        v = beta2 * v + (1 - beta2) * g**2
        theta = theta - alpha * g / (np.sqrt(v) + eps)
    return theta
