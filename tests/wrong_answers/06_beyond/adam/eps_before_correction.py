# diagnosis: eps_before_correction
# says: eps is added to the root of the uncorrected average.
# asks: To the root of which average does the docstring add eps?
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = theta_init
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t in range(1, n_steps + 1):
        g = df(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        rate = alpha * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        theta = theta - rate * m / (np.sqrt(v) + eps)
    return theta
