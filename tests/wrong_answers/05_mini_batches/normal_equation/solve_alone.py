# diagnosis: singular_not_noticed
def normal_equation(X, y):
    return np.linalg.solve(X.T @ X, X.T @ y)
