# diagnosis: rows_forgotten
def alpha_max(X):
    values = np.linalg.eigvalsh(X.T @ X)
    return 2 / max(values)
