# diagnosis: missing_mean
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z, a, b = (x - m) / s, 0.0, 0.0
    for k in range(n_steps):
        e = a + b * z - y
        a, b = a - alpha * 2 * e.sum() / 2, b - alpha * 2 * (e * z).sum() / 2
    return a - b * m / s, b / s
