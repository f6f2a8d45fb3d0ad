def fit_standardised(x, y, alpha, n_steps):
    m, s = np.mean(x), np.sqrt(np.mean((x - np.mean(x))**2))
    Z = np.column_stack([np.ones(len(x)), (x - m) / s])
    theta = np.zeros(2)
    for _ in range(n_steps):
        theta = theta - alpha * 2 / len(y) * Z.T @ (Z @ theta - y)
    return np.array([theta[0] - theta[1] * m / s, theta[1] / s])
