import math


def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = [float(x) for x in theta_init]
    m = [0.0 for _ in theta]
    v = [0.0 for _ in theta]
    for t in range(1, n_steps + 1):
        for j, g in enumerate(df(np.array(theta))):
            m[j] = beta1 * m[j] + (1 - beta1) * g
            v[j] = beta2 * v[j] + (1 - beta2) * g * g
            theta[j] -= alpha * m[j] / (1 - beta1**t) / (math.sqrt(v[j] / (1 - beta2**t)) + eps)
    return theta
