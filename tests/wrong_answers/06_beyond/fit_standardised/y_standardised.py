# diagnosis: y_standardised
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    y = (y - y.mean()) / y.std()
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a - b / s * m, b / s
