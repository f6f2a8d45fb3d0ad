# diagnosis: diagonal_not_eigenvalue
def alpha_max(X):
    return 2 / np.max(np.diag(2 / len(X) * X.T @ X))
