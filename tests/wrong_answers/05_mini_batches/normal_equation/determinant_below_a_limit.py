# diagnosis: singular_not_noticed
def normal_equation(X, y):
    A = X.T @ X
    if abs(np.linalg.det(A)) < 1e-10:
        raise ValueError("singular")
    return np.linalg.solve(A, X.T @ y)
