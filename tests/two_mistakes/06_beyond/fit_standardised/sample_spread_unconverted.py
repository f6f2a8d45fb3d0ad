# mistakes: spread of a sample; not converted back
def fit_standardised(x, y, alpha, n_steps):
    z = (x - x.mean()) / x.std(ddof=1)
    a = b = 0.0
    for _ in range(n_steps):
        e = a + b * z - y
        a, b = a - alpha * 2 * e.mean(), b - alpha * 2 * (e * z).mean()
    return a, b
