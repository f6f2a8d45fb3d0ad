# diagnosis: not_centred
# says: x is divided by its spread, but not centred.
# asks: What is the mean of your z?
def fit_standardised(x, y, alpha, n_steps):
    m, s = 0.0, x.std()
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a - b / s * m, b / s
