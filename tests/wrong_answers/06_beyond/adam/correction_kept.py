# diagnosis: correction_kept
# says: The corrected averages are carried into the next step.
# asks: Which averages does the next step go on with, the plain or the corrected ones?
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = theta_init
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t in range(1, n_steps + 1):
        g = df(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m = m / (1 - beta1**t)
        v = v / (1 - beta2**t)
        theta = theta - alpha * m / (np.sqrt(v) + eps)
    return theta
