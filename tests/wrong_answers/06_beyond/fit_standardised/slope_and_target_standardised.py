# diagnosis: y_standardised
def fit_standardised(x, y, alpha, n_steps):
    m, s, my, sy = np.mean(x), np.std(x), np.mean(y), np.std(y)
    z, v = (x - m) / s, (y - my) / sy
    w = b = 0.0
    for _ in range(n_steps):
        e = w * z + b - v
        w, b = w - alpha * 2 * (e * z).mean(), b - alpha * 2 * e.mean()
    slope = w * sy / s
    return my + b * sy - slope * m, slope
