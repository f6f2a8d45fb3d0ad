# diagnosis: divided_by_columns
def alpha_max(X):
    values = np.linalg.eigvalsh(2 / X.shape[1] * X.T @ X)
    return 2 / max(values)
