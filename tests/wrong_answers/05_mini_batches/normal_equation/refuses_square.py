# diagnosis: refuses_square
def normal_equation(X, y):
    n, d = X.shape
    if n <= d or np.linalg.matrix_rank(X) < d:
        raise ValueError("too few rows")
    return np.linalg.solve(X.T @ X, X.T @ y)
