# diagnosis: decaying_alpha
def fit_standardised(x, y, alpha, n_steps):
    m, s = np.mean(x), np.std(x)
    z = (x - m) / s
    w = b = 0.0
    for _ in range(n_steps):
        e = w * z + b - y
        w, b = w - alpha * 2 * (e * z).mean(), b - alpha * 2 * e.mean()
        alpha *= 0.99
    return b - w * m / s, w / s
