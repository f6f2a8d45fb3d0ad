# diagnosis: none
def normal_equation(X, y):
    assert np.linalg.matrix_rank(X) == X.shape[1], "singular"
    return np.linalg.solve(X.T @ X, X.T @ y)
