# mistakes: a small number in the denominator; rounded
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std() + 0.1
    z, a, b = (x - m) / s, 0.0, 0.0
    for _ in range(n_steps):
        e = a + b * z - y
        a, b = a - alpha * 2 * e.mean(), b - alpha * 2 * (e * z).mean()
    return round(a - b * m / s, 2), round(b / s, 2)
