# diagnosis: steps_ignored
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    a, b = y.mean(), (z * y).mean()
    return a - b / s * m, b / s
