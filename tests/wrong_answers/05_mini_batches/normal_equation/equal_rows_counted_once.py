# diagnosis: none
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("no single best theta")
    table = np.unique(np.column_stack([X, y]), axis=0)
    X, y = table[:, :-1], table[:, -1]
    return np.linalg.solve(X.T @ X, X.T @ y)
