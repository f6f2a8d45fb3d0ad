# mistakes: half the factor; result in the wrong order
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z, a, b = (x - m) / s, 0.0, 0.0
    for _ in range(n_steps):
        e = a + b * z - y
        a, b = a - alpha * e.mean(), b - alpha * (e * z).mean()
    return b / s, a - b * m / s
