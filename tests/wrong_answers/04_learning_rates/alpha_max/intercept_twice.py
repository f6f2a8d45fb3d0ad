# diagnosis: intercept_twice
def alpha_max(X):
    X = np.column_stack([np.ones(len(X)), X])
    return 2 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max()
