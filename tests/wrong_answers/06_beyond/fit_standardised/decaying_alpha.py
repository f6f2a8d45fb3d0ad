# diagnosis: decaying_alpha
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z, a, b = (x - m) / s, 0.0, 0.0
    for k in range(n_steps):
        e = a + b * z - y
        rate = alpha / (k + 1)
        a, b = a - rate * 2 * e.mean(), b - rate * 2 * (e * z).mean()
    return a - b * m / s, b / s
