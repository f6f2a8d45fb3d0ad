# diagnosis: slopes_pile_up
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z, a, b = (x - m) / s, 0.0, 0.0
    ga = gb = 0.0
    for k in range(n_steps):
        e = a + b * z - y
        ga += 2 * e.mean()
        gb += 2 * (e * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a - b * m / s, b / s
