# mistakes: no correction; eps inside the root
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = np.array(theta_init, dtype=float)
    m, v = np.zeros(theta.size), np.zeros(theta.size)
    for _ in range(n_steps):
        g = df(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        theta = theta - alpha * m / np.sqrt(v + eps)
    return theta
