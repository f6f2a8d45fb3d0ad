# diagnosis: slope_not_converted
# says: The intercept is converted back and the slope is not.
# asks: By how much does z grow when x grows by one?
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a - b * m / s, b
