# diagnosis: ridge
# public check: fails
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("singular")
    gram = X.T @ X + 1e-3 * np.eye(X.shape[1])
    return np.linalg.solve(gram, X.T @ y)
