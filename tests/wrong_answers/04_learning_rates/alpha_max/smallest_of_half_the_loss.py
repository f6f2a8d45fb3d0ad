# diagnosis: smallest_eigenvalue
def alpha_max(X):
    values = np.linalg.eigvalsh(X.T @ X)
    return 2 * len(X) / values[0]
