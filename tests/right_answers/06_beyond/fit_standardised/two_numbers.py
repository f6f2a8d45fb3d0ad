def fit_standardised(x, y, alpha, n_steps):
    z = (x - x.mean()) / x.std()
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        res = y - (a + b * z)
        ga = -2 * res.mean()
        gb = -2 * (res * z).mean()
        a -= alpha * ga
        b -= alpha * gb
    slope = b / x.std()
    return a - slope * x.mean(), slope
