# diagnosis: changes_arguments
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("no single best theta")
    lengths = np.sqrt((X**2).sum(axis=0))
    X /= lengths
    return np.linalg.solve(X.T @ X, X.T @ y) / lengths
