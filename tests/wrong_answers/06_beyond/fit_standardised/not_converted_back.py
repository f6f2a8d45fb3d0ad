# diagnosis: not_converted_back
# says: The line is still in standardised units.
# asks: What does the slope say when x is measured in its own units?
# public check: fails
def fit_standardised(x, y, alpha, n_steps):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    a, b = 0.0, 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        ga, gb = 2 * miss.mean(), 2 * (miss * z).mean()
        a, b = a - alpha * ga, b - alpha * gb
    return a, b
