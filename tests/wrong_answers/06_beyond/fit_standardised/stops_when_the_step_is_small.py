# diagnosis: none
def fit_standardised(x, y, alpha, n_steps):
    mu, s = x.mean(), x.std()
    z, a, b = (x - mu) / s, 0.0, 0.0
    for _ in range(n_steps):
        e = a + b * z - y
        da, db = 2 * alpha * e.mean(), 2 * alpha * (e * z).mean()
        if max(abs(da), abs(db)) < 1e-8:
            break
        a, b = a - da, b - db
    return a - b * mu / s, b / s
