# diagnosis: rows_forgotten
def alpha_max(X):
    values = np.linalg.eigvalsh(2 * X.T @ X / 2)
    return 1 / max(values)
