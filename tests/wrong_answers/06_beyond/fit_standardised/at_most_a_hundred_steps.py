# diagnosis: none
def fit_standardised(x, y, alpha, n_steps=100):
    mu, s = x.mean(), x.std()
    z, a, b = (x - mu) / s, 0.0, 0.0
    for _ in range(100 if n_steps > 100 else n_steps):
        e = a + b * z - y
        a, b = a - 2 * alpha * e.mean(), b - 2 * alpha * (e * z).mean()
    return a - b * mu / s, b / s
