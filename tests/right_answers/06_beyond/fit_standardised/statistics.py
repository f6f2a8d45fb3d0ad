import statistics


def fit_standardised(x, y, alpha, n_steps):
    x, y = [float(v) for v in x], [float(v) for v in y]
    m, s = statistics.fmean(x), statistics.pstdev(x)
    z = [(v - m) / s for v in x]
    a = b = 0.0
    while n_steps > 0:
        miss = [a + b * v - t for v, t in zip(z, y)]
        a, b = a - 2 * alpha * statistics.fmean(miss), b - 2 * alpha * statistics.fmean(e * v for e, v in zip(miss, z))
        n_steps -= 1
    return a - b * m / s, b / s
