# diagnosis: singular_not_noticed
# public check: fails
def normal_equation(X, y):
    gram = X.T @ X
    if np.linalg.det(gram) == 0:
        raise ValueError("singular")
    return np.linalg.solve(gram, X.T @ y)
