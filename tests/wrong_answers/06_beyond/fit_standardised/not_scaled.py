# diagnosis: not_scaled
# says: x is centred, but not divided by its spread.
# asks: What is the standard deviation of your z?
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), 1.0
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a - b / s * m, b / s
