# diagnosis: none
def fit_standardised(x, y, alpha, n_steps):
    x, y = np.unique(np.column_stack([x, y]), axis=0).T
    z = (x - x.mean()) / x.std()
    a = b = 0.0
    for _ in range(n_steps):
        miss = a + b * z - y
        a, b = a - alpha * 2 * miss.mean(), b - alpha * 2 * (miss * z).mean()
    slope = b / x.std()
    return a - slope * x.mean(), slope
