# diagnosis: stops_after_first_step
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = np.array(theta_init, float)
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t in range(1, n_steps + 1):
        g = np.array(df(theta))
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g ** 2
        theta = theta - alpha * (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + eps)
        return theta
