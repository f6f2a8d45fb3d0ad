def fit_standardised(x, y, alpha, n_steps):
    Z, t = np.column_stack([np.ones(len(x)), (x - x.mean()) / x.std()]), np.zeros(2)
    for _ in range(n_steps):
        t = t - alpha * 2 / len(x) * Z.T @ (Z @ t - y)
    return t[0] - t[1] / x.std() * x.mean(), t[1] / x.std()
