# diagnosis: changes_arguments
def alpha_max(X):
    X *= np.sqrt(2 / len(X))
    return 2 / np.linalg.eigvalsh(X.T @ X).max()
