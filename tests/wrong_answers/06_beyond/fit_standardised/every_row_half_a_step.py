# diagnosis: one_update_per_row
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z, a, b = (x - m) / s, 0.0, 0.0
    for k in range(n_steps):
        for zi, yi in zip(z, y):
            e = a + b * zi - yi
            a, b = a - alpha * 1 * e, b - alpha * 1 * e * zi
    return a - b * m / s, b / s
