def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        a = a - alpha * 2 * (a + b * z - y).mean()
        b = b - alpha * 2 * ((a + b * z - y) * z).mean()
    return a - b / s * m, b / s
