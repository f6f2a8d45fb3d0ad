def normal_equation(X, y):
    if X.shape[0] < X.shape[1]:
        raise ValueError("too few rows")
    Q, R = np.linalg.qr(X)
    size = np.abs(np.diag(R))
    if size.min() < 1e-10 * size.max():
        raise ValueError("dependent columns")
    return np.linalg.solve(R, Q.T @ y)
