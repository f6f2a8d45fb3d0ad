# diagnosis: none
def fit_standardised(x, y, alpha, n_steps):
    mu, s = x.mean(), x.std()
    Z, w = np.column_stack([np.ones(len(x)), (x - mu) / s]), np.zeros(2)
    for _ in range(n_steps):
        g = np.clip(2 / len(x) * Z.T @ (Z @ w - y), -1000, 1000)
        w = w - alpha * g
    return w[0] - w[1] * mu / s, w[1] / s
