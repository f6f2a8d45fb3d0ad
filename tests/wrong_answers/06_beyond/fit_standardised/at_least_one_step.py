# diagnosis: one_step_too_many
def fit_standardised(x, y, alpha, n_steps):
    z = (x - x.mean()) / x.std()
    a = b = 0.0
    for _ in range(max(n_steps, 1)):
        miss = a + b * z - y
        a, b = a - alpha * 2 * miss.mean(), b - alpha * 2 * (miss * z).mean()
    slope = b / x.std()
    return a - slope * x.mean(), slope
