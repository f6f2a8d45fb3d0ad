# diagnosis: not_standardised
# says: The descent runs on x as it is.
# asks: What are the mean and the standard deviation of what you descend on?
def fit_standardised(x, y, alpha, n_steps):
    m, s = 0.0, 1.0
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a - b / s * m, b / s
