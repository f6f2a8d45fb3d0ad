# diagnosis: slope_times_spread
# says: The slope is multiplied where it should be divided.
# asks: By how much does z grow when x grows by one?
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    slope = b * s
    return a - slope * m, slope
