# diagnosis: intercept_from_standardised_slope
# says: The intercept is shifted with the slope of the standardised data.
# asks: Which slope belongs to x in its own units?
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a - b * m, b / s
